import { DELAY } from '../events/delays';
import type { NodeEvent } from '../events/events';
import type { Interval } from '../events/eventsObserved';
import type { Bytes, EpochMs } from '../units';

import { isAboutMemory } from './aboutMemory';
import { boundsOf, type CaseFile } from './caseFile';
import { gap } from './cluster';
import { findCulprit, isTooFast, paidForAnother, type Blame } from './findCulprit';
import { nodeAt } from './nodeAt';
import { openCases } from './openCases';
import { prevention } from './prevention';
import { projectGrowth } from './projectGrowth';
import type { ReviewData } from './reviewData';
import { tellBlindSpots } from './tellBlindSpots';
import { incidentHeadline, tellStory } from './tellStory';
import { weakest } from './confidenceTable';
import type { Incident, Victim } from './types';

/** Everything that happened to one node in the data, each incident once, with its verdict and what it rests on. */
export function review(data: ReviewData): Incident[] {
  return withOwnIds(
    openCases(data)
      .map((file) => asIncident(file, data))
      .sort((a, b) => a.start - b.start)
  );
}

/** Two of a kind in one minute share all that an id is made of. */
function withOwnIds(incidents: readonly Incident[]): Incident[] {
  const seen = new Map<string, number>();
  return incidents.map((incident) => {
    const count = (seen.get(incident.id) ?? 0) + 1;
    seen.set(incident.id, count);
    return count === 1 ? incident : { ...incident, id: `${incident.id}-${count}` };
  });
}

function asIncident(file: CaseFile, data: ReviewData): Incident {
  const blame = findCulprit(file, data);
  const victims = victimsOf(file, data, blame);
  const { start, end } = boundsOf(file);
  const { node, cluster } = data.memory.identity;
  const { evictionHard, kubepodsLimit, podsEvictionLine } = nodeAt(data.memory, start);
  const band =
    kubepodsLimit !== undefined && podsEvictionLine !== undefined ? kubepodsLimit - podsEvictionLine : evictionHard;
  const tooFast = SHARED.includes(file.verdict) ? isTooFast(blame.culprit.growth, band) : undefined;
  const projection = projectGrowth(file, data);
  const told = { file, data, blame, victims };
  const unseen = tellBlindSpots(file, blame.culprit, data);
  return {
    id: idOf(file, node, cluster),
    ...(cluster !== undefined && { cluster }),
    node,
    start,
    end,
    verdict: file.verdict,
    memory: isAboutMemory({ ...file, victims }),
    confidence: file.confidence,
    confidenceRule: file.rule,
    race: file.race,
    ...(file.signal !== undefined && { signal: file.signal }),
    headline: incidentHeadline(told),
    victims,
    culprit: blame.culprit,
    growths: blame.growths.slice(0, MOST_GROWN).map(({ bytes: _, ...growth }) => growth),
    ...(tooFast !== undefined && { tooFastToEvict: tooFast }),
    ...(projection && { projection }),
    story: [...tellStory(told), ...unseen.map(({ line }) => line)].sort((a, b) => a.at - b.at),
    evidence: [...file.evidence, ...unseen.map(({ evidence }) => evidence)],
    missing: file.missing,
    ...(file.alternatives && { alternatives: file.alternatives }),
    prevention: prevention(file, data, blame),
    events: eventsOf(file, data.observed.events, { start, end }),
  };
}

const MOST_GROWN = 10;
const SHARED: ReadonlyArray<CaseFile['verdict']> = [
  'oom2-allocatable-evicted',
  'oom3-node-evicted',
  'oom4-kubepods-limit',
  'node-exhausted',
];

function victimsOf(file: CaseFile, data: ReviewData, blame: Blame): Victim[] {
  const qosOf = (pod: { namespace: string; pod: string }) => {
    const qos = data.containers.find((one) => one.namespace === pod.namespace && one.pod === pod.pod && one.qos)?.qos;
    return qos ? { qos } : {};
  };
  const reached = { verdict: file.verdict, atLeast: unseenGrowth(file, data) };
  const evicted = file.evictions.map((eviction): Victim => {
    const { pod, namedBy, hasRival, earliest, latest } = eviction;
    return {
      fate: 'evicted',
      ...(pod && { namespace: pod.namespace, pod: pod.pod, ...qosOf(pod) }),
      earliest,
      latest,
      ...(namedBy === 'reason' && { reason: 'Evicted' }),
      paidForAnother: pod !== undefined && paidForAnother(pod, blame, reached),
      ...(pod && {
        confidence:
          namedBy === 'reason' && !hasRival
            ? file.sureOf?.get(eviction)
            : weakest(['likely', file.sureOf?.get(eviction) ?? 'possible']),
      }),
    };
  });
  const isKernels = KERNEL.includes(file.verdict);
  const named = file.kills.filter(({ end }) => end);
  // What the kernel only counted is one of the ends that no count could be given to, where there are any.
  const kills = isKernels && file.ends.length > 0 ? named : file.kills;
  const killed = kills.map((kill): Victim => {
    const { end, earliest, latest } = kill;
    // A child's death leaves the container alive; a kill nobody can name still happened.
    const who = end ?? (OWN.includes(file.verdict) ? file.own : undefined) ?? kill.rise;
    return {
      fate: 'oom-killed',
      ...(who?.pod !== undefined && { namespace: who.namespace, pod: who.pod, container: who.container }),
      ...(end && qosOf(end)),
      earliest,
      latest,
      ...(end?.exitCode !== undefined && { exitCode: end.exitCode }),
      ...(end?.reason !== undefined && { reason: end.reason }),
      paidForAnother: end !== undefined && paidForAnother(end, blame, reached),
      ...(who?.pod !== undefined && sureOf(file, kill)),
    };
  });
  const ended = file.ends.map((end): Victim => {
    const { namespace, pod, container, earliest, latest, exitCode, reason } = end;
    return {
      fate: isKernels ? 'oom-killed' : 'terminated',
      namespace,
      pod,
      container,
      ...qosOf({ namespace, pod }),
      earliest,
      latest,
      ...(exitCode !== undefined && { exitCode }),
      ...(reason !== undefined && { reason }),
      paidForAnother: isKernels && paidForAnother(end, blame, reached),
      ...sureOf(file, end),
    };
  });
  return [...evicted, ...killed, ...ended].sort((a, b) => a.latest - b.latest);
}

/** The kernel killed: the kubelet's own hold ends only where kills were joined to them. */
const KERNEL: ReadonlyArray<CaseFile['verdict']> = [
  'oom1-container-limit',
  'oom2-allocatable-evicted',
  'oom3-node-evicted',
  'oom4-kubepods-limit',
  'parent-limit',
  'node-exhausted',
  'child-killed',
];
const OWN: ReadonlyArray<CaseFile['verdict']> = ['oom1-container-limit', 'child-killed'];

function sureOf(
  { sureOf: known }: CaseFile,
  about: CaseFile['evictions'][number] | CaseFile['kills'][number] | CaseFile['ends'][number]
): Pick<Victim, 'confidence'> {
  const confidence = known?.get(about);
  return confidence ? { confidence } : {};
}

/** What was left below the shared limit when the pods were last seen: somebody took at least that. */
function unseenGrowth(file: CaseFile, { memory }: ReviewData): Bytes {
  const { pods, kubepodsLimit, podsEvictionLine } = nodeAt(memory, boundsOf(file).start);
  const ceiling = file.verdict === 'oom4-kubepods-limit' ? (kubepodsLimit ?? podsEvictionLine) : undefined;
  return pods === undefined || ceiling === undefined ? 0 : Math.max(0, ceiling - pods);
}

/** The events of the case's own kinds within it, and the pressure around it. */
function eventsOf(
  file: CaseFile,
  events: readonly NodeEvent[],
  { start, end }: { start: EpochMs; end: EpochMs }
): NodeEvent[] {
  const own: Interval[] = [...file.evictions, ...file.kills, ...file.ends];
  return events.filter((event) =>
    event.kind === 'pressure'
      ? file.evictions.length > 0 && gap(event, { earliest: start, latest: end }) <= DELAY.standstill
      : own.some((one) => one.earliest === event.earliest && one.latest === event.latest)
  );
}

/** Stable over reloads: what it is, of whom, and the minute it was seen first. */
function idOf(file: CaseFile, node: string, cluster: string | undefined): string {
  const first = [...file.evictions, ...file.kills, ...file.ends, ...(file.restarts ?? [])].sort(
    (a, b) => a.latest - b.latest
  )[0];
  const time = new Date(Math.floor((first?.latest ?? 0) / 60_000) * 60_000)
    .toISOString()
    .slice(0, 16)
    .replace(/[-:]/g, '');
  const kind = file.verdict.split('-')[0];
  const who = file.verdict === 'node-restarted' || file.verdict === 'replaced' ? '' : (file.own?.pod ?? '');
  return [cluster, node, time, kind, who].filter((part) => part !== undefined && part !== '').join('-');
}
