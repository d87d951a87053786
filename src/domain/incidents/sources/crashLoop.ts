import { DELAY } from '../../events/delays';
import type { ContainerEnd, Interval } from '../../events/eventsObserved';
import type { ReviewData } from '../reviewData';
import type { Evidence } from '../types';

import { exitItem } from './exitStatus';
import { isAtOwnLimit } from './ownCgroup';

/** How soon after its kill a container that is started again may be killed again. */
const SOON = DELAY.crashLoopBackOff / 2;

/** The container whose kill at its own limit came shortly before, and that was started again: the only one, else none. */
export function sameContainerKilled(
  { earliest, latest }: Interval,
  data: ReviewData
): { readonly end: ContainerEnd; readonly item: Evidence } | undefined {
  const ends = data.observed.kills.flatMap((kill) => (kill.end ? [kill.end] : []));
  const before = ends.filter(
    (end) => end.restarted && end.latest <= latest && end.latest >= earliest - SOON && isAtOwnLimit(end, end, data)
  );
  const pods = new Set(before.map(({ namespace, pod }) => `${namespace}/${pod}`));
  const last = before[before.length - 1];
  return last && pods.size === 1
    ? { end: last, item: { ...exitItem(last), text: `${last.pod} had just been killed at its own limit` } }
    : undefined;
}
