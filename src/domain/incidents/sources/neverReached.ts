import type { ContainerEnd, Rise } from '../../events/eventsObserved';
import { nodeAt, podsHeadroom } from '../nodeAt';
import type { ReviewData } from '../reviewData';

import { limitOf } from './containerLimit';
import { nodeShortage } from './nodeShortage';
import { ownLimit } from './ownCgroup';

/** What was measured speaks against this end being the one counted: a limit it never reached, with room for pods and node. */
export function neverReached(end: ContainerEnd, rise: Rise, data: ReviewData): boolean {
  if (end.reason === 'OOMKilled' || ownLimit(end, end, data).is !== 'never') {
    return false;
  }
  const limit = limitOf(end, end.latest, data);
  const around = nodeAt(data.memory, end.earliest);
  const headroom = podsHeadroom(around);
  const hasRoom =
    typeof limit === 'number' &&
    headroom !== undefined &&
    around.available !== undefined &&
    Math.min(headroom, around.available) > limit;
  return (
    hasRoom && nodeShortage({ earliest: Math.min(end.earliest, rise.earliest), latest: end.latest }, data).is === 'room'
  );
}
