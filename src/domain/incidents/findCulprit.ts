import type { Bytes, BytesPerSecond } from '../units';

import { boundsOf, type CaseFile } from './caseFile';
import { GROWTH_WINDOW, rankGrowth, type RankedGrowth } from './growth';
import { firstAfter, isSamePod, lastBefore, tolerancesOf, type PodName, type ReviewData } from './reviewData';
import { limitOf } from './sources/containerLimit';
import type { Culprit } from './types';

export interface Blame {
  readonly culprit: Culprit;
  readonly growths: readonly RankedGrowth[];
}

/** Below this nothing has grown: noise of caches and scrapes. */
const NOTHING = 32 * 1024 * 1024;

/**
 * Whose memory grew over the minutes before. A container at its own limit is its own culprit; for a shared ceiling it is who
 * grew most, which need not be who died.
 */
export function findCulprit(file: CaseFile, data: ReviewData): Blame {
  const { start, end } = boundsOf(file);
  // Whoever was evicted or killed first is gone from the samples afterwards, so growth is looked for up to the first loss.
  const firstLoss = Math.min(...[...file.evictions, ...file.kills, ...file.ends].map(({ latest }) => latest));
  const lost = [
    ...file.evictions.flatMap(({ pod }) => (pod ? [pod] : [])),
    ...file.kills.flatMap((kill) => (kill.end ? [kill.end] : [])),
    ...file.ends,
  ];
  const growths = rankGrowth(data, Number.isFinite(firstLoss) ? firstLoss : Math.max(start, end), lost);
  switch (file.verdict) {
    case 'oom1-container-limit':
    case 'child-killed':
    case 'oom5-runtime-ceiling':
      return { culprit: ownCulprit(file, growths, data), growths };
    case 'oom2-allocatable-evicted':
    case 'oom4-kubepods-limit':
    case 'parent-limit':
      return {
        culprit: byGrowth(
          growths.filter(({ kind }) => kind === 'pod'),
          file,
          data
        ),
        growths,
      };
    case 'oom3-node-evicted':
    case 'node-exhausted':
      return { culprit: byGrowth(growths, file, data), growths };
    case 'killed-not-oom':
    case 'stopped':
    case 'crashed':
    case 'replaced':
    case 'node-restarted':
    case 'kubelet-restarted':
    case 'evicted-other':
    case 'unknown':
      return { culprit: { kind: 'unknown' }, growths };
  }
}

function ownCulprit(file: CaseFile, growths: readonly RankedGrowth[], data: ReviewData): Culprit {
  const { own, confidence } = file;
  if (own?.pod === undefined) {
    return { kind: 'unknown' };
  }
  const grown = growths.find((one) => one.kind === 'pod' && isSamePod(one, own));
  const { namespace, pod, container } = own;
  return {
    kind: 'pod',
    namespace,
    pod,
    ...(container !== undefined && { container }),
    ...(grown && grown.bytes >= SEEN * ownLimitOf(file, data) && { growth: grown.growth }),
    confidence,
  };
}

/** Of its limit: less seen growth says nothing of how it got there. */
const SEEN = 0.1;

function ownLimitOf(file: CaseFile, data: ReviewData): Bytes {
  const { namespace = '', pod = '', container = '' } = file.own ?? {};
  const limit = limitOf({ namespace, pod, container }, boundsOf(file).start, data);
  return typeof limit === 'number' ? limit : NOTHING / SEEN;
}

function byGrowth(growths: readonly RankedGrowth[], file: CaseFile, data: ReviewData): Culprit {
  const [top, second] = growths;
  const unseen = tooFastToSee(file, data);
  if (
    !top ||
    top.bytes < NOTHING ||
    (second && second.bytes > top.bytes * 0.8) ||
    !explains(MOST, growths, file, data)
  ) {
    return unseen;
  }
  // A pod that filled the band between two scrapes shows less growth than one that was seen all along.
  if (
    unseen.kind === 'pod' &&
    !isSamePod(unseen, top) &&
    file.verdict === 'oom4-kubepods-limit' &&
    top.bytes < 4 * NOTHING
  ) {
    return unseen;
  }
  const { kind, namespace, pod, growth } = top;
  const confidence = explains(NEARLY_ALL, growths, file, data) ? 'likely' : 'possible';
  return kind === 'pod' ? { kind, namespace, pod, growth, confidence } : { kind, growth, confidence };
}

/** A culprit took at least so much of what was taken. */
const MOST = 0.5;
const NEARLY_ALL = 0.75;

/** The most grown explains that share of the rise: of all that grew, and of the curve that came to the line. */
function explains(share: number, growths: readonly RankedGrowth[], file: CaseFile, { memory }: ReviewData): boolean {
  const ofPods = file.verdict === 'oom2-allocatable-evicted' || file.verdict === 'oom4-kubepods-limit';
  const curve = ofPods ? memory.podsWorkingSet : memory.nodeWorkingSet;
  const { start } = boundsOf(file);
  const within = memory.times.flatMap((at, i) => {
    const value = curve?.values[i];
    return value == null || at > start || at < start - GROWTH_WINDOW ? [] : [value];
  });
  const last = within[within.length - 1];
  const rise = last === undefined ? 0 : last - Math.min(...within);
  const all = growths.reduce((sum, { bytes }) => sum + Math.max(0, bytes), 0);
  return (growths[0]?.bytes ?? 0) >= share * Math.max(rise, all);
}

/**
 * Growth that no scrape saw. What is left then is the peak of a pod's cgroup, or that the kernel killed one container alone: it
 * takes the one with the most memory, adjusted by class (oom_badness).
 */
function tooFastToSee({ kills, verdict }: CaseFile, data: ReviewData): Culprit {
  if (verdict !== 'oom4-kubepods-limit') {
    return { kind: 'unknown' };
  }
  const at = Math.max(...kills.map(({ latest }) => latest));
  const from = Math.min(...kills.map(({ earliest }) => earliest));
  const { interval } = tolerancesOf(data);
  const risen = data.peaks
    .flatMap((track) => {
      const after = firstAfter(track.samples, from - interval);
      const before = lastBefore(track.samples, at - 4 * interval)?.value ?? 0;
      return after && after.at <= at + 6 * interval ? [{ track, bytes: after.value - before }] : [];
    })
    .sort((a, b) => b.bytes - a.bytes);
  const half = (data.memory.current.kubepodsLimit?.value ?? Infinity) / 4;
  if (risen[0] && risen[0].bytes > half) {
    const { namespace, pod } = risen[0].track;
    return { kind: 'pod', namespace, pod, confidence: 'possible' };
  }
  const victims = new Map(kills.flatMap(({ end }) => (end ? [[`${end.namespace}/${end.pod}`, end] as const] : [])));
  const [only] = [...victims.values()];
  return only && victims.size === 1
    ? { kind: 'pod', namespace: only.namespace, pod: only.pod, confidence: 'possible' }
    : youngest(kills, data);
}

/** Of several killed at once, one pod that came to the node within the two scrapes before, while all others were long there. */
function youngest(kills: CaseFile['kills'], data: ReviewData): Culprit {
  const since = Math.min(...kills.map(({ earliest }) => earliest)) - 2 * tolerancesOf(data).interval;
  const young = kills.flatMap(({ end }) => {
    const life =
      end && data.observed.pods.find((one) => isSamePod(one, end) && (end.uid === undefined || one.uid === end.uid));
    return life && !life.before && life.firstSeen >= since ? [life] : [];
  });
  const bare = young.filter(({ owner }) => owner?.kind !== 'DaemonSet');
  const [only] = bare;
  return only && bare.length === 1
    ? { kind: 'pod', namespace: only.namespace, pod: only.pod, confidence: 'possible' }
    : { kind: 'unknown' };
}

/**
 * Grew less than a tenth of the culprit; one without samples had only just started. What the culprit grew is at least what was
 * left below the ceiling that was reached.
 */
const PAID = 0.1;

export function paidForAnother(
  victim: Partial<PodName>,
  { culprit, growths }: Blame,
  { verdict, atLeast }: { readonly verdict: CaseFile['verdict']; readonly atLeast: Bytes }
): boolean {
  const shared = ['oom2-allocatable-evicted', 'oom3-node-evicted', 'oom4-kubepods-limit', 'node-exhausted'].includes(
    verdict
  );
  if (
    !shared ||
    culprit.kind === 'unknown' ||
    victim.pod === undefined ||
    (culprit.kind === 'pod' && isSamePod(victim, culprit))
  ) {
    return false;
  }
  const own = growths.find((one) => one.kind === 'pod' && isSamePod(one, victim));
  const other = growths.find((one) => (culprit.kind === 'pod' ? isSamePod(one, culprit) : one.kind === 'outside-pods'));
  return own === undefined || own.bytes < Math.max(other?.bytes ?? 0, atLeast) * PAID;
}

/** Too fast for the kubelet, which looks every 10 s (K32 kubelet.go:167): it grows through the whole band between two looks. */
export function isTooFast(growth: BytesPerSecond | undefined, band: number | undefined): boolean | undefined {
  return growth === undefined || band === undefined ? undefined : growth * 10 > band;
}
