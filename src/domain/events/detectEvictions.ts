import type { ContainerEnd, ContainerLife, Interval, PodLife, Rise } from './eventsObserved';
import type { DurationMs, EpochMs } from '../units';

import { DELAY, tolerances, type Tolerances } from './delays';
import { isOfPod } from './isOfPod';

/** One eviction: a count of the kubelet's, a pod that shows the reason, or both. */
export interface FoundEviction extends Interval {
  readonly rise?: Rise;
  readonly pod?: PodLife;
  /** `reason`: the pod says it was evicted; `vanished`: it ended when the kubelet counted, so it is likely the one. */
  readonly namedBy?: 'reason' | 'vanished';
  /** The pod may have been evicted under another count as well, of another signal or another time. */
  readonly hasRival?: boolean;
  /** The pod's last sample, where `namedBy` is `vanished`. */
  readonly lastSample?: EpochMs;
}

export interface EvictionInput {
  /** Rises of kubelet_evictions. */
  readonly rises: readonly Rise[];
  readonly pods: readonly PodLife[];
  readonly lives: readonly ContainerLife[];
  /** Ends that something else explains (OOM kills): not taken for an eviction's. */
  readonly killed: readonly ContainerEnd[];
  /** The other ends: when a pod ended that cAdvisor never sampled. */
  readonly ends: readonly ContainerEnd[];
  readonly pressure: readonly Interval[];
  /** kubelet_evictions was seen at all; without it, pods that go under memory pressure show that something was evicted. */
  readonly counted?: boolean;
  /** When the node was going down: its kubelet then ends all pods in order, under the same condition as an evicted one. */
  readonly down?: readonly Interval[];
  /** While no pods were let onto the node: a drain asks those that are there to go. */
  readonly cordoned?: readonly Interval[];
  /** How often the sources are read. */
  readonly interval?: DurationMs;
  /** When the kubelet's counts were read; absent where nothing tells. */
  readonly readAt?: readonly EpochMs[];
}

/** A pod's containers end before the kubelet counts, which waits for their cleanup, and their last samples lie up to a scrape earlier still. */
const lagOf = (input: EvictionInput): DurationMs => tolerancesOf(input).interval + DELAY.podCleanup;

const tolerancesOf = ({ interval = 30_000 }: EvictionInput): Tolerances => tolerances(interval);

/** Every eviction once, named where a source names the pod. */
export function detectEvictions(input: EvictionInput): FoundEviction[] {
  const counts = input.rises.flatMap(oneByOne).sort((a, b) => a.latest - b.latest);
  const mayBeOf = mayBeOfIn(input);
  const byReason = matchReasons(counts, mayBeOf, input);
  const unnamed = counts.filter((count) => !byReason.has(count));
  const byEnd = matchEnds(unnamed, input, new Set(byReason.values()));
  const { narrow } = tolerancesOf(input);
  // Under another signal, or so far off that it is another incident; and free, or of a pod that this one may be of instead.
  const isRival = (rise: Rise, pod: PodLife) => (other: Rise) => {
    const owner = byReason.get(other);
    const isOther = other.signal !== rise.signal || overlap(other, rise) < -narrow;
    return other !== rise && isOther && mayBeOf(other, pod) && (!owner || mayBeOf(rise, owner));
  };
  const counted = counts.map((rise): FoundEviction => {
    const told = byReason.get(rise);
    const ended = byEnd.get(rise);
    return {
      earliest: rise.earliest,
      latest: rise.latest,
      rise,
      ...(told && { pod: told, namedBy: 'reason', ...(counts.some(isRival(rise, told)) && { hasRival: true }) }),
      ...(ended && { pod: ended.pod, namedBy: 'vanished', lastSample: ended.lastSample }),
    };
  });
  const taken = new Set(byReason.values());
  const unseen = input.counted === false ? vanishedUnderPressure(input, new Set(input.pods.filter(saysEvicted))) : [];
  const uncounted = input.pods.flatMap((pod): FoundEviction[] =>
    pod.evictedSeen && !taken.has(pod) && !isShutDown(pod, input)
      ? [{ ...sinceLastSample(pod, input.lives), pod, namedBy: 'reason' }]
      : []
  );
  return [...counted.map((found, i) => sincePressure(found, counted[i - 1], input)), ...uncounted, ...unseen].sort(
    (a, b) => a.earliest - b.earliest
  );
}

const saysEvicted = ({ evictedSeen }: PodLife): boolean => evictedSeen !== undefined;

/** A DaemonSet's or StatefulSet's pod that went while the node was under memory pressure, and was not asked to: each once. */
function vanishedUnderPressure(input: EvictionInput, told: ReadonlySet<PodLife>): FoundEviction[] {
  const { narrow } = tolerancesOf(input);
  return input.pods
    .filter((pod) => !told.has(pod) && pod.deletedBy === undefined && pod.owner !== undefined)
    .flatMap((pod) => endOf(pod, input))
    .filter((end) => end.latest - end.earliest <= narrow && input.pressure.some((one) => overlap(one, end) >= -narrow))
    .map(({ pod, lastSample, earliest, latest }) => ({ earliest, latest, pod, namedBy: 'vanished', lastSample }));
}

/** TerminationByKubelet alone is the condition of an eviction as of a graceful shutdown (K32 nodeshutdown_manager_linux.go). */
function isShutDown({ evictedSeen }: PodLife, { down = [] }: EvictionInput): boolean {
  return (
    evictedSeen?.reason === 'TerminationByKubelet' &&
    down.some(
      ({ earliest, latest }) =>
        earliest <= evictedSeen.latest + DELAY.statusReport && latest >= evictedSeen.earliest - DELAY.statusReport
    )
  );
}

function oneByOne(rise: Rise): Rise[] {
  return Array.from({ length: Math.max(0, Math.round(rise.by)) }, () => ({ ...rise, by: 1 }));
}

/**
 * Each pod that says Evicted goes to the first count that may have come between the looks before and after it said so, and after its
 * containers were last sampled; else to the newest before, as a status may be late; else to the first after, as a kill may take long.
 */
function matchReasons(counts: readonly Rise[], mayBeOf: MayBeOf, input: EvictionInput): Map<Rise, PodLife> {
  const matched = new Map<Rise, PodLife>();
  const { pods, lives } = input;
  const told = pods.filter(saysEvicted).sort((a, b) => seenAt(a) - seenAt(b));
  for (const pod of told) {
    const within = saidWithin(pod, input);
    const fitting = counts.filter((count) => !matched.has(count) && mayBeOf(count, pod));
    const around = fitting.filter((count) => overlap(count, within) >= 0);
    const lastSample = lastSampleUntil(within.latest, pod, lives);
    const nearest =
      around.find((count) => count.latest >= lastSample) ??
      around[0] ??
      fitting.filter((count) => count.earliest <= within.latest).pop() ??
      fitting[0];
    if (nearest) {
      matched.set(nearest, pod);
    }
  }
  return inTurn(matched, mayBeOf);
}

type MayBeOf = (count: Rise, pod: PodLife) => boolean;

/** By its times the count may be of the pod that says Evicted. */
function mayBeOfIn(input: EvictionInput): MayBeOf {
  const said = new Map(input.pods.filter(saysEvicted).map((pod) => [pod, saidWithin(pod, input)]));
  return (count, pod) => {
    const within = said.get(pod);
    return (
      within !== undefined &&
      count.earliest <= within.latest + lagOf(input) &&
      count.latest >= within.earliest - DELAY.statusReport &&
      (overlap(count, within) >= 0 || mayBeItsOwn(count, within, input))
    );
  };
}

/** The kubelet evicts one pod after the other: of two, the one that said so first was counted first, where that may be. */
function inTurn(matched: Map<Rise, PodLife>, fits: MayBeOf): Map<Rise, PodLife> {
  const counts = [...matched.keys()].sort((a, b) => a.latest - b.latest);
  counts.forEach((first, i) =>
    counts.slice(i + 1).forEach((second) => {
      const [one, other] = [matched.get(first), matched.get(second)];
      const isTurned = one && other && seenAt(other) < seenAt(one) && first.latest < second.latest;
      if (isTurned && fits(first, other) && fits(second, one)) {
        matched.set(first, other).set(second, one);
      }
    })
  );
  return matched;
}

/** The kubelet was read again since, in one run of the node: else the pod may have been counted, and nobody read that. */
function mayBeItsOwn(count: Rise, said: Interval, { readAt, down = [] }: EvictionInput): boolean {
  const read = readAt?.find((at) => at >= Math.max(count.latest, said.latest) + DELAY.podCleanup);
  const first = Math.min(count.latest, said.earliest);
  const wasDown = down.some((one) => one.latest >= first && one.earliest <= (read ?? Infinity));
  return readAt === undefined || (read !== undefined && !wasDown);
}

/** Between the looks without it and with it; where nobody had looked for long, by the last sample of its containers. */
function saidWithin(pod: PodLife, input: EvictionInput): Interval {
  const { lives } = input;
  const latest = seenAt(pod);
  const before = pod.evictedSeen?.earliest ?? latest;
  if (latest - before <= tolerancesOf(input).narrow) {
    return { earliest: before, latest };
  }
  const { earliest } = sinceLastSample(pod, lives);
  const seen = lives.some((life) => isOf(life, pod) && life.lastSample >= before && life.lastSample <= latest);
  const lastSample = Math.max(...lives.filter((life) => isOf(life, pod)).map((life) => life.lastSample));
  return seen ? { earliest: lastSample, latest: lastSample } : { earliest, latest };
}

function seenAt({ evictedSeen, lastSeen }: PodLife): EpochMs {
  return evictedSeen?.latest ?? lastSeen;
}

interface EndedPod extends Interval {
  readonly pod: PodLife;
  readonly lastSample: EpochMs;
}

/** A pod that was gone when the kubelet counted is likely the evicted one, unless several would do. */
function matchEnds(all: readonly Rise[], input: EvictionInput, told: ReadonlySet<PodLife>): Map<Rise, EndedPod> {
  // Over a long silence so much comes and goes that a pod's end fits a count by chance.
  const { narrow } = tolerancesOf(input);
  const isNarrow = ({ earliest, latest }: Interval) => latest - earliest <= 2 * narrow;
  const counts = all.filter(isNarrow);
  const ended = input.pods
    .filter((pod) => !told.has(pod))
    .flatMap((pod) => [...endOf(pod, input), ...(told.size === 0 ? stoppedOf(pod, input) : [])])
    .filter((end) => !mayBeDrained(end, input));
  const matched = new Map<Rise, EndedPod>();
  const taken = new Set<EndedPod>();
  const take = (count: Rise, end: EndedPod) => {
    matched.set(count, end);
    taken.add(end);
  };
  const slack = lagOf(input) / 4;
  for (const row of rowsOf(counts, 2 * lagOf(input))) {
    const inOrder = oneForEach(row, ended, slack);
    row.forEach((count, i) => {
      const free = ended.filter((end) => !taken.has(end));
      const best = inOrder?.[i] ?? clearlyBest(free, count, 0) ?? clearlyBest(free, count, slack);
      if (best) {
        take(count, best);
      }
    });
  }
  return matched;
}

/** A drain leaves a DaemonSet's pods where they are (kubectl drain --ignore-daemonsets), and nothing tells its others from evicted ones. */
function mayBeDrained({ pod, ...end }: EndedPod, input: EvictionInput): boolean {
  const { cordoned = [] } = input;
  return pod.owner?.kind !== 'DaemonSet' && cordoned.some((one) => overlap(one, end) + lagOf(input) >= 0);
}

/** Counts that follow each other closely. */
function rowsOf(counts: readonly Rise[], longest: DurationMs): Rise[][] {
  const rows: Rise[][] = [];
  for (const count of counts) {
    const row = rows[rows.length - 1];
    const last = row?.[row.length - 1];
    if (row && last && count.latest - last.latest <= longest) {
      row.push(count);
    } else {
      rows.push([count]);
    }
  }
  return rows;
}

/** As many pods ended as were evicted, and in turn: then each is the one that was counted in its turn. */
function oneForEach(row: readonly Rise[], ended: readonly EndedPod[], slack: DurationMs): EndedPod[] | undefined {
  const around = ended
    .filter((end) => row.some((count) => mayBeCounted(end, count)))
    .sort((a, b) => a.lastSample - b.lastSample);
  const fits = around.length === row.length && row.every((count, i) => overlapAt(around, i, count) + slack > 0);
  return fits ? around : undefined;
}

function overlapAt(ended: readonly EndedPod[], i: number, count: Rise): number {
  const end = ended[i];
  return end ? overlap(end, count) : -Infinity;
}

/** The pod whose end overlaps the count most, unless another may have ended then as well. */
function clearlyBest(ended: readonly EndedPod[], count: Rise, slack: DurationMs): EndedPod | undefined {
  const by = (end: EndedPod) => overlap(end, count) + slack;
  const [best] = ended.filter((end) => by(end) > 0).sort((a, b) => by(b) - by(a));
  return ended.some((other) => other !== best && mayBeCounted(other, count)) ? undefined : best;
}

/** The kubelet waits for a pod's cleanup before it counts, and the pod's samples may carry the node's clock. */
function mayBeCounted(end: EndedPod, { earliest, latest }: Rise): boolean {
  return (
    overlap(end, { earliest: earliest - DELAY.podCleanup - DELAY.clockSkew, latest: latest + DELAY.clockSkew }) > 0
  );
}

/** When a deleted pod's last container ended. Pods that stay, or whose containers were killed by the kernel, do not count. */
function endOf(pod: PodLife, input: EvictionInput): EndedPod[] {
  const { lives, killed, ends } = input;
  const { interval } = tolerancesOf(input);
  const lag = lagOf(input);
  const { missedAt } = pod;
  if (missedAt === undefined || !isReplacedAtOnce(pod)) {
    return [];
  }
  const own = lives.filter(
    (life) =>
      isOf(life, pod) &&
      life.lastSample >= pod.firstSeen - lag &&
      (isOfPod(life.id, pod.uid) ?? life.lastSample <= pod.lastSeen + lag)
  );
  const lastSample = Math.max(-Infinity, ...own.map((life) => life.lastSample));
  // What was sampled after the kernel's kill ended by something else.
  if (killed.some((end) => isEndOf(end, pod) && end.latest + DELAY.housekeeping >= lastSample)) {
    return [];
  }
  const gone = missedAt + lag / 2;
  if (own.length === 0) {
    // A pod without statistics ranks first for eviction (K32 eviction/helpers.go:684), so one that was never sampled counts too.
    const last = ends.filter((end) => isEndOf(end, pod) && !end.restarted).sort((a, b) => b.latest - a.latest)[0];
    const notBefore = pod.createdAt ?? pod.firstSeen - (pod.before ? lag : interval);
    const earliest = Math.max(last?.earliest ?? pod.lastSeen - lag, notBefore);
    return [{ pod, lastSample: earliest, earliest, latest: Math.min(last?.latest ?? gone, gone) }];
  }
  const latest = Math.min(Math.max(...own.map((life) => life.missedAt ?? missedAt)), gone);
  return [{ pod, lastSample, earliest: lastSample, latest: Math.max(lastSample, latest) }];
}

/**
 * Where no pod says Evicted, which a collection may lack: one that stays, and whose container was ended and not started again. By
 * SIGKILL or SIGTERM, as the kubelet ends it.
 */
function stoppedOf(pod: PodLife, { ends }: EvictionInput): EndedPod[] {
  const [end, ...others] = isReplacedAtOnce(pod) ? [] : ends.filter((one) => isEndOf(one, pod));
  const isStopped = end && others.length === 0 && !end.restarted && [137, 143].includes(end.exitCode ?? 137);
  return isStopped ? [{ pod, lastSample: end.earliest, earliest: end.earliest, latest: end.latest }] : [];
}

export function isEndOf(end: ContainerEnd, pod: PodLife): boolean {
  return isOf(end, pod) && (end.uid === undefined || end.uid === pod.uid);
}

/**
 * DaemonSets and StatefulSets delete an evicted pod at once. A bare pod, a ReplicaSet's or a Job's stays and says Evicted, so
 * when one of those vanished somebody deleted it (k/k#54525, #65240).
 */
function isReplacedAtOnce({ owner }: PodLife): boolean {
  return owner === undefined || !['none', 'ReplicaSet', 'Job', 'Node'].includes(owner.kind);
}

function isOf(named: { namespace: string; pod: string }, pod: PodLife): boolean {
  return named.namespace === pod.namespace && named.pod === pod.pod;
}

function overlap(a: Interval, b: Interval): number {
  return Math.min(a.latest, b.latest) - Math.max(a.earliest, b.earliest);
}

/**
 * The kubelet counts after the kill returned, which a slow runtime delays; it sets MemoryPressure in the pass that decides
 * (K32 eviction/eviction_manager.go:321-437). So pressure seen earlier moves the earliest time back.
 */
function sincePressure(found: FoundEviction, before: FoundEviction | undefined, input: EvictionInput): FoundEviction {
  const lag = lagOf(input);
  const window = input.pressure.find(({ earliest, latest }) => earliest < found.earliest && latest >= found.earliest);
  const isMemory = found.rise?.signal?.toLowerCase().includes('memory') ?? false;
  const isFirst = window && (!before || before.latest < window.earliest);
  return isMemory && isFirst && found.earliest - window.earliest <= lag
    ? { ...found, earliest: window.earliest - lag / 2 }
    : found;
}

function sinceLastSample(pod: PodLife, lives: readonly ContainerLife[]): Interval {
  const latest = seenAt(pod);
  const shown = pod.evictedSeen?.earliest ?? latest;
  const lastSample = lastSampleUntil(latest, pod, lives);
  return { earliest: lastSample === -Infinity ? shown : Math.min(shown, lastSample), latest };
}

/** When its containers were last sampled until then; -Infinity where they never were. */
function lastSampleUntil(latest: EpochMs, pod: PodLife, lives: readonly ContainerLife[]): EpochMs {
  const own = lives.filter((life) => isOf(life, pod) && life.lastSample <= latest);
  return Math.max(-Infinity, ...own.map(({ lastSample }) => lastSample));
}
