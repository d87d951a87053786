import type { Bytes, BytesPerSecond, DurationMs } from '../units';

import { boundsOf, type CaseFile } from './caseFile';
import type { Blame } from './findCulprit';
import { GROWTH_WINDOW, outsideSamples, STILL } from './growth';
import { limitOf } from './sources/containerLimit';
import { nodeAt, type NodeAt } from './nodeAt';
import { isSameContainer, isSamePod, type ContainerBudget, type PodName, type ReviewData } from './reviewData';

/** The numbers of an incident that advice rests on; absent where unknown, `none` where known not to be set. */
export interface PreventionFacts {
  readonly lines: NodeAt;
  /** Of the culprit; absent when it stood still. */
  readonly growth?: BytesPerSecond;
  readonly limit?: Bytes | 'none';
  readonly request?: Bytes | 'none';
  /** The culprit's last sample before. */
  readonly seen?: Bytes;
  /** The most that was used outside the pods over the minutes before and during the incident. */
  readonly outside?: Bytes;
  /** What the other pods leave below the line at which the kubelet evicts pods. */
  readonly room?: Bytes;
  /** The shortest time, seen from outside, in which the container was full again after a kill: an upper bound of the real one. */
  readonly refill?: DurationMs;
}

export function preventionFacts(file: CaseFile, data: ReviewData, { culprit, growths }: Blame): PreventionFacts {
  const lines = nodeAt(data.memory, boundsOf(file).start);
  const pod = podOf(culprit);
  const seen = pod && growths.find((one) => one.kind === 'pod' && isSamePod(one, pod))?.before;
  return {
    lines,
    ...(culprit.growth !== undefined && culprit.growth > STILL && { growth: culprit.growth }),
    limit: limitIn(file, data, pod),
    request: pod && requestIn(data, pod),
    seen,
    outside: mostOutside(file, data),
    room: pod && roomFor(pod, growths, lines),
    refill: refillOf(file),
  };
}

/** All of one moment: the pods' own sum may be older than the culprit's last sample. */
function roomFor(pod: PodName, growths: Blame['growths'], { podsEvictionLine }: NodeAt): Bytes | undefined {
  const others = growths.flatMap((one) => (one.kind === 'pod' && !isSamePod(one, pod) ? (one.before ?? []) : []));
  const room = podsEvictionLine === undefined ? undefined : podsEvictionLine - sum(others);
  return room !== undefined && room > 0 ? room : undefined;
}

/** By exact times only: an interval that is too narrow would promise too little. */
function refillOf({ kills }: CaseFile): DurationMs | undefined {
  const exact = kills.flatMap(({ end }) => (end?.exact ? [end] : []));
  const spans = exact.flatMap((one) =>
    exact.flatMap((next) => (isSameContainer(one, next) && next.latest > one.latest ? [next.latest - one.latest] : []))
  );
  return spans.length > 0 ? Math.min(...spans) : undefined;
}

function podOf({ namespace, pod }: Blame['culprit']): PodName | undefined {
  return namespace === undefined || pod === undefined ? undefined : { namespace, pod };
}

/** Of the container that the kernel killed at its own limit; else of the whole culprit, which one free container leaves free. */
function limitIn(file: CaseFile, data: ReviewData, pod: PodName | undefined): Bytes | 'none' | undefined {
  const killed = OWN.includes(file.verdict)
    ? file.kills.map(({ end }) => (end ? limitOf(end, end.latest, data) : undefined))
    : [];
  const ofKilled = killed.find((limit) => limit !== undefined);
  if (ofKilled !== undefined || !pod) {
    return ofKilled;
  }
  const own = named(data, pod, file.own?.container);
  const set = own.flatMap(({ limit }) => (limit === undefined ? [] : [limit]));
  return set.length === own.length && own.length > 0
    ? sum(set)
    : own.length > 0
      ? knownNone(data)
      : bestEffort(data, pod);
}

const OWN: ReadonlyArray<CaseFile['verdict']> = ['oom1-container-limit'];

function named(data: ReviewData, pod: PodName, container: string | undefined): readonly ContainerBudget[] {
  const own = data.budgets.filter((one) => isSamePod(one, pod));
  const one = own.filter((budget) => budget.container === container);
  return one.length > 0 ? one : own;
}

const knownNone = ({ budgetsKnown }: ReviewData) => (budgetsKnown ? 'none' : undefined);

/** A pod of this class has neither limits nor requests. */
function bestEffort({ containers }: ReviewData, pod: PodName): 'none' | undefined {
  return containers.some((one) => isSamePod(one, pod) && one.qos === 'BestEffort') ? 'none' : undefined;
}

function requestIn(data: ReviewData, pod: PodName): Bytes | 'none' | undefined {
  const set = data.budgets.filter((one) => isSamePod(one, pod)).flatMap(({ request }) => request ?? []);
  return set.length > 0 ? sum(set) : bestEffort(data, pod);
}

/** Until the first sample after the end, for what grew between two scrapes. */
function mostOutside(file: CaseFile, data: ReviewData): Bytes | undefined {
  const { memory } = data;
  const { start, end } = boundsOf(file);
  const from = start - GROWTH_WINDOW - memory.scrapeInterval;
  const within = outsideSamples(data, { earliest: from, latest: end + memory.step });
  return within.length > 0 ? Math.max(...within.map(({ value }) => value)) : undefined;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
