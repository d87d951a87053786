import { DELAY } from '../../events/delays';
import type { ContainerEnd, Interval } from '../../events/eventsObserved';
import { endedByDeletion } from '../../events/killLike';
import { touches } from '../../events/touches';
import { isSamePod, type PeakTrack, type ReviewData } from '../reviewData';
import type { Evidence } from '../types';

import { reachedIn } from './ownCgroup';
import { remember } from './remember';

/** The one pod that came to its own limit within an interval: by its peak that had just got there, or its failed allocations. */
export function podAtLimit(
  when: Interval,
  data: ReviewData
): { readonly track: PeakTrack; readonly item: Evidence } | undefined {
  const found = limitsHit(when, data);
  const pods = new Set(found.map(({ track }) => `${track.namespace}/${track.pod}`));
  return pods.size === 1 ? (found.find(({ track }) => track.container !== undefined) ?? found[0]) : undefined;
}

/** Another pod came to its own limit within the interval, and no end of it shows for it: a child of that one may be what was counted. */
export const isAnotherAtLimit = remember((end: ContainerEnd, when, data: ReviewData): boolean =>
  limitsHit(when, data).some(({ track }) => !isSamePod(track, end))
);

/** The cgroups that came to their limits within the interval, but for those of which a known end tells. */
function limitsHit(
  when: Interval,
  data: ReviewData
): ReadonlyArray<{ readonly track: PeakTrack; readonly item: Evidence }> {
  return data.peaks.flatMap((track) => {
    const reached = reachedIn(track, when, data);
    return reached && !isOfOwnKill(track, reached.step, when, data) ? [{ track, item: reached.item }] : [];
  });
}

/**
 * A container that the kernel killed within the step, or before its peak was to be read again, explains its peak: on its way to
 * the limit it comes close. One that went with its pod may keep the flag of a child.
 */
function isOfOwnKill(track: PeakTrack, step: Interval, when: Interval, data: ReviewData): boolean {
  const { scrapeInterval } = data.memory;
  // What was read as the step began may have been seen before the kill.
  const since = step.earliest - DELAY.housekeeping;
  const until = step.latest + scrapeInterval + DELAY.housekeeping;
  return data.observed.kills.some(
    ({ end, rise }) =>
      end !== undefined &&
      isSamePod(end, track) &&
      (track.container ?? end.container) === end.container &&
      rise?.latest !== when.latest &&
      touches({ earliest: since, latest: endedByDeletion(end) ? step.latest : until }, end)
  );
}
