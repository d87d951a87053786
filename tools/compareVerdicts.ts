import { readFileSync } from 'node:fs';

import type { Incident, Victim } from '../src/domain/incidents/types';

import { inProject } from './project';
import type { Recorded } from './recordings';

/** One entry of a recording's labels.json, as far as it is compared. */
export interface Label {
  readonly id: string;
  readonly verdict: string | null;
  readonly accept?: readonly string[];
  readonly maxConfidence?: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly victims: ReadonlyArray<{ readonly namespace: string; readonly pod: string; readonly atMs: number }>;
  readonly culpritRef?: { readonly kind: string; readonly namespace?: string; readonly pod?: string } | null;
  readonly paidForAnother?: readonly string[] | null;
  readonly race?: boolean;
}

export interface Compared {
  readonly label: Label;
  readonly found?: Incident;
  /** What contradicts the label. */
  readonly wrong: readonly string[];
  /** What the data left open. */
  readonly open: readonly string[];
}

export function readLabels(recording: Recorded['recording']): {
  readonly node: string;
  readonly incidents: readonly Label[];
} {
  return JSON.parse(readFileSync(inProject('test', 'fixtures', 'recordings', recording, 'labels.json'), 'utf8'));
}

/** Every label with the incident that is meant by it; `scrape` is the interval of the scrapes. */
export function compare(labels: readonly Label[], incidents: readonly Incident[], scrape = SCRAPE): Compared[] {
  return labels.filter(({ verdict }) => verdict !== null).map((label) => compareOne(label, incidents, scrape));
}

/** Memory incidents that no label knows. */
export function findInvented(labels: readonly Label[], incidents: readonly Incident[], scrape = SCRAPE): Incident[] {
  return incidents.filter(
    (incident) => incident.memory && !labels.some((label) => label.verdict !== null && isOf(label, incident, scrape))
  );
}

/** Statuses and counts come up to a scrape and a slow report after the fact. */
const LATE = 90_000;
const SCRAPE = 30_000;

function compareOne(label: Label, incidents: readonly Incident[], scrape: number): Compared {
  const accepted = [label.verdict, ...(label.accept ?? [])];
  const about = incidents.filter((incident) => isOf(label, incident, scrape));
  const found = about.find(({ verdict }) => accepted.includes(verdict)) ?? about[0];
  if (!found) {
    return { label, wrong: ['not found'], open: [] };
  }
  const checks = [
    verdictOf(label, found),
    ...victimsOf(label, found),
    ...culpritOf(label, found),
    ...paidOf(label, found),
  ];
  return {
    label,
    found,
    wrong: [...checks.flatMap(({ wrong }) => wrong ?? []), ...(label.race && !found.race ? ['race not seen'] : [])],
    open: checks.flatMap(({ open }) => open ?? []),
  };
}

interface Check {
  readonly wrong?: string;
  readonly open?: string;
}

/** They overlap in time, and share a victim or the incident leaves one unnamed. */
function isOf({ startMs, endMs, victims }: Label, incident: Incident, scrape: number): boolean {
  const overlaps = incident.start <= endMs + LATE && incident.end >= startMs - scrape;
  return (
    overlaps &&
    incident.victims.some((victim) => victim.pod === undefined || victims.some((one) => one.pod === victim.pod))
  );
}

function verdictOf({ verdict, accept = [], maxConfidence }: Label, found: Incident): Check {
  if (![verdict, ...accept].includes(found.verdict)) {
    return { wrong: `${found.verdict} instead of ${verdict}` };
  }
  return maxConfidence === 'possible' && found.verdict === verdict && found.confidence !== 'possible'
    ? { wrong: `${found.confidence} where only possible is` }
    : {};
}

function victimsOf({ victims }: Label, found: Incident): Check[] {
  return victims.map((victim): Check => {
    const named = found.victims.filter(({ pod }) => pod === victim.pod);
    const inTime = [...named, ...found.victims.filter(({ pod }) => pod === undefined)].some((one) =>
      covers(one, victim.atMs)
    );
    const time = new Date(victim.atMs).toISOString().slice(11, 19);
    if (named.length === 0) {
      return { open: `${victim.pod} of ${time} not named` };
    }
    return inTime ? {} : { open: `${victim.pod} of ${time} not told from its other ends` };
  });
}

function covers({ earliest, latest }: Victim, at: number): boolean {
  return at >= earliest - SCRAPE && at <= latest + SCRAPE;
}

function culpritOf({ culpritRef }: Label, { culprit, memory }: Incident): Check[] {
  if (!culpritRef || !memory) {
    return [];
  }
  if (culprit.kind === 'unknown') {
    return [{ open: 'culprit unknown' }];
  }
  const same = culprit.kind === culpritRef.kind && (culprit.kind !== 'pod' || culprit.pod === culpritRef.pod);
  return same
    ? []
    : [{ wrong: `culprit ${culprit.pod ?? culprit.kind} instead of ${culpritRef.pod ?? culpritRef.kind}` }];
}

function paidOf({ paidForAnother, victims }: Label, found: Incident): Check[] {
  return (paidForAnother ?? []).flatMap((pod): Check[] => {
    const named = found.victims.filter((victim) => victim.pod === pod);
    const isVictim = victims.some((victim) => victim.pod === pod);
    return named.length > 0 && isVictim && !named.some((victim) => victim.paidForAnother)
      ? [{ wrong: `${pod} paid for another` }]
      : [];
  });
}
