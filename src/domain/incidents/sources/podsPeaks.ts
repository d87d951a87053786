import { DELAY } from '../../events/delays';
import type { Interval } from '../../events/eventsObserved';
import { isOfPod } from '../../events/isOfPod';
import { touches } from '../../events/touches';
import { nodeAt } from '../nodeAt';
import {
  firstAfter,
  isSamePod,
  tolerancesOf,
  type PeakTrack,
  type PodName,
  type ReviewData,
  type Sample,
} from '../reviewData';

import { bootedWithin, mayHaveBooted } from './nodeStart';
import { remember } from './remember';

/**
 * The most that all pods together can have used by the end of an interval: the sum of what each pod's own cgroup ever used, read
 * afterwards. Undefined where one pod of then has no such reading: it may have taken all the rest.
 */
export function podsPeaks(when: Interval, data: ReviewData): Sample | undefined {
  return askPeaks(data.peaks, when, data);
}

/**
 * The same where pods that the kernel left alone were gone before they were read again: it kills the largest first, so that whoever
 * filled a limit is among those it killed. Many small processes of one pod may escape it, which makes this an estimate.
 */
export function podsPeaksSeen(when: Interval, data: ReviewData): Sample | undefined {
  return askSeen(data.peaks, when, data);
}

const askPeaks = remember((_: ReviewData['peaks'], when: Interval, data: ReviewData) => sumOfPeaks(when, data, false));
const askSeen = remember((_: ReviewData['peaks'], when: Interval, data: ReviewData) => sumOfPeaks(when, data, true));

function sumOfPeaks(when: Interval, data: ReviewData, isEstimate: boolean): Sample | undefined {
  const since = when.latest + DELAY.clockSkew;
  const gone = when.earliest - tolerancesOf(data).fresh;
  const readings = podsOf(when, data, isEstimate).map((pod) => {
    const isLeft = isEstimate && !isKilled(pod, when, data);
    return peakAfter(pod, { earliest: gone, latest: since }, { data, isLeft });
  });
  const known = readings.flatMap((one) => one ?? []);
  if (known.length === 0 || known.length < readings.length) {
    return undefined;
  }
  const at = Math.max(...known.map((one) => one.at));
  const sum = known.reduce((all, { value }) => all + value, 0);
  // Less than was measured at once: there are pods that no source names.
  const isPart = sum < (nodeAt(data.memory, when.earliest).pods ?? 0);
  const after = { earliest: when.latest, latest: at };
  const isAnew = isEstimate ? bootedWithin(after, data) : mayHaveBooted(after, data);
  return isPart || isAnew ? undefined : { at, value: sum };
}

/** By the time of the kill or of the end: a status, or a sample that stood still, may date the end late. */
function isKilled(pod: PodName, when: Interval, { observed }: ReviewData): boolean {
  const around = { earliest: when.earliest - DELAY.clockSkew, latest: when.latest + DELAY.clockSkew };
  return observed.kills.some(
    ({ end, ...kill }) => end && isSamePod(end, pod) && (touches(kill, around) || touches(end, around))
  );
}

/** The most that the pod of a container that ended ever used, by its own cgroup, read afterwards or last. */
export function podPeak(
  end: PodName & { readonly uid?: string },
  { latest }: Interval,
  data: ReviewData
): Sample | undefined {
  const isOwn = ({ container, id, ...pod }: PeakTrack) =>
    container === undefined && isSamePod(pod, end) && isOfPod(id, end.uid) !== false;
  const readings = data.peaks
    .filter(isOwn)
    .flatMap(({ samples }) => firstAfter(samples, latest) ?? samples.slice(-1))
    .sort((x, y) => y.value - x.value);
  return readings[0] && readings[0].value > 0 ? readings[0] : undefined;
}

function spanOf({ samples }: { readonly samples: readonly Sample[] }): Interval {
  return { earliest: samples[0]?.at ?? Infinity, latest: samples[samples.length - 1]?.at ?? -Infinity };
}

/** Pods of one name, one after the other: each with a uid where a source says. */
interface NamedPods extends PodName {
  readonly uids: readonly string[];
}

/**
 * Every pod that any source saw about then; for an estimate, whatever the clocks may differ by. Otherwise what came into sight within a
 * few looks after may have been there, and have taken in seconds what was left.
 */
function podsOf(when: Interval, data: ReviewData, isEstimate: boolean): NamedPods[] {
  const { observed, containers } = data;
  const slack = isEstimate ? 0 : DELAY.clockSkew;
  const unseen = isEstimate ? 0 : tolerancesOf(data).gap;
  const around = { earliest: when.earliest - slack, latest: when.latest + slack };
  // A pod that was evicted before has failed for good, and uses nothing.
  const published = observed.pods.filter(
    ({ firstSeen, createdAt = firstSeen - unseen, lastSeen, missedAt, evictedSeen }) =>
      touches({ earliest: createdAt, latest: evictedSeen?.latest ?? missedAt ?? lastSeen }, around)
  );
  const sampled = containers.filter((one) => {
    const { earliest, latest } = spanOf(one);
    return touches({ earliest: earliest - unseen, latest }, around);
  });
  const killed = observed.kills.flatMap(({ end }) => (end && touches(end, around) ? [end] : []));
  const all: ReadonlyArray<PodName & { readonly uid?: string }> = [...published, ...sampled, ...killed];
  const byName = new Map<string, NamedPods>();
  for (const { namespace, pod, uid } of all) {
    const key = `${namespace}/${pod}`;
    const uids = byName.get(key)?.uids ?? [];
    byName.set(key, { namespace, pod, uids: uid === undefined || uids.includes(uid) ? uids : [...uids, uid] });
  }
  return [...byName.values()];
}

/** Peaks only grow, so that any later reading bounds what was used before; of two pods of one name neither may be missing. */
function peakAfter(
  pod: NamedPods,
  around: Interval,
  { data, isLeft }: { readonly data: ReviewData; readonly isLeft: boolean }
): Sample | undefined {
  const tracks = data.peaks.filter(
    (track) => track.container === undefined && isSamePod(track, pod) && touches(spanOf(track), around)
  );
  const readings = tracks.flatMap(
    ({ samples }) => firstAfter(samples, around.latest) ?? (isLeft ? samples.slice(-1) : [])
  );
  const isRead = readings.length > 0 && readings.length === tracks.length && readings.every(({ value }) => value > 0);
  return isRead && (isLeft || pod.uids.every((uid) => tracks.some(({ id }) => isOfPod(id, uid) !== false)))
    ? { at: Math.max(...readings.map(({ at }) => at)), value: readings.reduce((sum, { value }) => sum + value, 0) }
    : undefined;
}
