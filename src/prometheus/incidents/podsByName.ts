import { POD_STATUSES, PODS, podsByName as byName } from '../events/sources/pods';
import type { PromQuery } from '../ports/port';
import type { NodeScope } from '../scope';

/** The node's pods by their names, where these are known and few enough for one query. */
export function podsByName(scope: NodeScope, events: readonly PromQuery[]): PromQuery | undefined {
  const isRead = events.some(({ refId, bare }) => refId === POD_STATUSES.refId && bare !== undefined);
  const query = events.find(({ refId }) => refId === PODS.refId);
  return query && isRead ? { ...query, bare: byName(scope).bare } : query;
}
