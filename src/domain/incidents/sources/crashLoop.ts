import { DELAY } from '../../events/delays';
import type { ContainerEnd, Interval } from '../../events/eventsObserved';
import type { DurationMs } from '../../units';
import { isSamePod, type ReviewData } from '../reviewData';
import type { Evidence } from '../types';

import { exitItem } from './exitStatus';
import { isAtOwnLimit } from './ownCgroup';

/** How soon after its kill a container that is started again may be killed again. */
const SOON = DELAY.crashLoopBackOff / 2;

/** Who was killed so long before may be back by now, and in reach of the next kill as well. */
const BACK = DELAY.crashLoopBackOff + SOON;

/** The container whose kill at its own limit came shortly before, and that was started again: where nobody else may be back, else none. */
export function sameContainerKilled(
  { earliest, latest }: Interval,
  data: ReviewData
): { readonly end: ContainerEnd; readonly item: Evidence } | undefined {
  const ends = data.observed.kills.flatMap((kill) => (kill.end?.restarted ? [kill.end] : []));
  const since = (longest: DurationMs) => ends.filter((end) => end.latest <= latest && end.latest >= earliest - longest);
  const last = since(SOON)
    .filter((end) => isAtOwnLimit(end, end, data))
    .at(-1);
  return last && since(BACK).every((end) => isSamePod(end, last))
    ? { end: last, item: { ...exitItem(last), text: `${last.pod} had just been killed at its own limit` } }
    : undefined;
}
