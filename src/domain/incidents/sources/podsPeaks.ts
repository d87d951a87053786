import { DELAY } from '../../events/delays';
import type { Interval } from '../../events/eventsObserved';
import { nodeAt } from '../nodeAt';
import { firstAfter, isSamePod, tolerancesOf, type PodName, type ReviewData, type Sample } from '../reviewData';

import { touches } from './kernelCount';
import { bootedWithin } from './nodeStart';
import { remember } from './remember';

/**
 * The most that all pods together can have used by the end of an interval: the sum of what each pod's own cgroup ever used, read
 * afterwards. Undefined where one pod of then has no such reading: it may have taken all the rest.
 */
export function podsPeaks(when: Interval, data: ReviewData): Sample | undefined {
  return askPeaks(data.peaks, when, data);
}

const askPeaks = remember((_: ReviewData['peaks'], when: Interval, data: ReviewData): Sample | undefined => {
  const since = when.latest + DELAY.clockSkew;
  const gone = when.earliest - tolerancesOf(data).fresh;
  const readings = podsOf(when, data).map((pod) => peakAfter(pod, { earliest: gone, latest: since }, data));
  const known = readings.flatMap((one) => one ?? []);
  if (known.length === 0 || known.length < readings.length) {
    return undefined;
  }
  const at = Math.max(...known.map((one) => one.at));
  const sum = known.reduce((all, { value }) => all + value, 0);
  // Less than was measured at once: there are pods that no source names.
  const isPart = sum < (nodeAt(data.memory, when.earliest).pods ?? 0);
  return isPart || bootedWithin({ earliest: when.latest, latest: at }, data) ? undefined : { at, value: sum };
});

function spanOf({ samples }: { readonly samples: readonly Sample[] }): Interval {
  return { earliest: samples[0]?.at ?? Infinity, latest: samples[samples.length - 1]?.at ?? -Infinity };
}

/** Every pod that any source saw about then. */
function podsOf(when: Interval, { observed, containers }: ReviewData): PodName[] {
  const around = { earliest: when.earliest - DELAY.clockSkew, latest: when.latest + DELAY.clockSkew };
  // A pod that was evicted before has failed for good, and uses nothing.
  const published = observed.pods.filter(({ firstSeen, lastSeen, missedAt, evictedSeen }) =>
    touches({ earliest: firstSeen, latest: evictedSeen?.latest ?? missedAt ?? lastSeen }, around)
  );
  const sampled = containers.filter((one) => touches(spanOf(one), around));
  const killed = observed.kills.flatMap(({ end }) => (end && touches(end, around) ? [end] : []));
  const all = [...published, ...sampled, ...killed];
  return [...new Map(all.map(({ namespace, pod }) => [`${namespace}/${pod}`, { namespace, pod }])).values()];
}

/** Peaks only grow, so that any later reading bounds what was used before; of two pods of one name neither may be missing. */
function peakAfter(pod: PodName, around: Interval, { peaks }: ReviewData): Sample | undefined {
  const tracks = peaks.filter(
    (track) => track.container === undefined && isSamePod(track, pod) && touches(spanOf(track), around)
  );
  const readings = tracks.flatMap(({ samples }) => firstAfter(samples, around.latest) ?? []);
  const isRead = readings.length > 0 && readings.length === tracks.length && readings.every(({ value }) => value > 0);
  return isRead
    ? { at: Math.max(...readings.map(({ at }) => at)), value: readings.reduce((sum, { value }) => sum + value, 0) }
    : undefined;
}
