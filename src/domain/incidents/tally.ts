import { groupBy } from '../groupBy';
import { workloadOf } from '../pod/workloadOf';

import { measuresFor, MEASURES, type Measure } from './measures';
import type { Culprit, Incident, Victim } from './types';
import { culpritName } from './verdictWords';

/** Who lost containers or pods, over many incidents. */
export interface Payer {
  /** `shop/storefront`: the workload behind the pods. */
  readonly name: string;
  /** Ends of its containers and pods. */
  readonly times: number;
  /** Those for what another did. */
  readonly forAnother: number;
  readonly incidents: readonly Incident[];
}

/** Who caused incidents, and on how many nodes. */
export interface Returning {
  /** `batch/report`, `outside the pods` */
  readonly name: string;
  readonly incidents: readonly Incident[];
  readonly nodes: number;
  /** Ends of others' containers and pods in them. */
  readonly othersPaid: number;
}

/** What would have prevented incidents, and whose they were. */
export interface Prevented {
  readonly measure: Measure;
  readonly incidents: readonly Incident[];
  /** The culprits of these incidents, the most frequent first. */
  readonly culprits: readonly Returning[];
}

/** The memory incidents of a time counted up: each list has its most frequent first. */
export interface Tally {
  /** Newest first. */
  readonly incidents: readonly Incident[];
  readonly nodes: number;
  readonly payers: readonly Payer[];
  /** Ends that no source gave a name to; they are in no list of payers. */
  readonly unnamedEnds: number;
  readonly culprits: readonly Returning[];
  /** Incidents of which nobody knows who grew; they are in no list of culprits. */
  readonly unknownCulprits: number;
  readonly prevented: readonly Prevented[];
}

/** Who pays most often, which culprit returns, and what would have prevented most. Pods of one workload are one. */
export function tallyIncidents(found: readonly Incident[]): Tally {
  const incidents = found.filter(({ memory }) => memory).sort((a, b) => b.start - a.start);
  const nameOf = namer(incidents);
  return {
    incidents,
    nodes: nodesIn(incidents),
    payers: payersIn(incidents, nameOf),
    unnamedEnds: incidents.flatMap(({ victims }) => victims).filter((victim) => !isNamed(victim)).length,
    culprits: culpritsIn(incidents, nameOf),
    unknownCulprits: incidents.filter(({ culprit }) => culprit.kind === 'unknown').length,
    prevented: MEASURES.map((measure) => {
      const would = incidents.filter((incident) => measuresFor(incident).includes(measure));
      return { measure, incidents: would, culprits: culpritsIn(would, nameOf) };
    })
      .filter(({ incidents: would }) => would.length > 0)
      .sort((a, b) => b.incidents.length - a.incidents.length),
  };
}

type NameOf = (subject: Victim | Culprit, incident: Incident) => string;

/** The workload's name; of several clusters with the cluster before it, where another of that name may run. */
function namer(incidents: readonly Incident[]): NameOf {
  const several = new Set(incidents.map(({ cluster }) => cluster)).size > 1;
  return (subject, { cluster }) => {
    const name = workloadText(subject);
    return several && cluster ? `${cluster}: ${name}` : name;
  };
}

function workloadText(subject: Victim | Culprit): string {
  const pod = workloadOf(subject);
  const named = { ...subject, ...(pod !== undefined && { pod }) };
  return culpritName('kind' in named ? named : { ...named, kind: 'pod' });
}

function payersIn(incidents: readonly Incident[], nameOf: NameOf): readonly Payer[] {
  const ends = incidents.flatMap((incident) =>
    incident.victims.filter(isNamed).map((victim) => ({ incident, victim, name: nameOf(victim, incident) }))
  );
  return [...groupBy(ends, ({ name }) => name)]
    .map(([name, own]) => ({
      name,
      times: own.length,
      forAnother: own.filter(({ victim }) => victim.paidForAnother).length,
      incidents: [...new Set(own.map(({ incident }) => incident))],
    }))
    .sort((a, b) => b.times - a.times || b.forAnother - a.forAnother || order(a, b));
}

function culpritsIn(incidents: readonly Incident[], nameOf: NameOf): readonly Returning[] {
  const caused = incidents.filter(({ culprit }) => culprit.kind !== 'unknown');
  return [...groupBy(caused, (incident) => nameOf(incident.culprit, incident))]
    .map(([name, own]) => ({
      name,
      incidents: own,
      nodes: nodesIn(own),
      othersPaid: own.flatMap(({ victims }) => victims).filter(({ paidForAnother }) => paidForAnother).length,
    }))
    .sort((a, b) => b.incidents.length - a.incidents.length || b.othersPaid - a.othersPaid || order(a, b));
}

const isNamed = ({ pod, container }: Victim): boolean => pod !== undefined || container !== undefined;

const nodesIn = (incidents: readonly Incident[]): number =>
  new Set(incidents.map(({ cluster, node }) => JSON.stringify([cluster, node]))).size;

const order = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
