import type { Interval } from '../../events/eventsObserved';
import type { PeakTrack, ReviewData } from '../reviewData';
import type { Evidence } from '../types';

import { reachedIn } from './ownCgroup';

/** The one pod that came to its own limit within an interval: by its peak that had just got there, or its failed allocations. */
export function podAtLimit(
  when: Interval,
  data: ReviewData
): { readonly track: PeakTrack; readonly item: Evidence } | undefined {
  const found = data.peaks.flatMap((track) => {
    const reached = reachedIn(track, when, data);
    return reached ? [{ track, item: reached.item }] : [];
  });
  const pods = new Set(found.map(({ track }) => `${track.namespace}/${track.pod}`));
  return pods.size === 1 ? (found.find(({ track }) => track.container !== undefined) ?? found[0]) : undefined;
}
