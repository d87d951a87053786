import { placesOfPods } from '../events/queryParts';
import { POD_STATUSES, PODS } from '../events/sources/pods';
import { kubePlace } from '../nodeSelector';
import type { PromQuery } from '../port';
import type { NodeScope } from '../scope';

/** The node's pods by their names, where these are known and few: with what else is told of them it is one read. */
export function podsByName(scope: NodeScope, events: readonly PromQuery[]): PromQuery | undefined {
  const isRead = events.some(({ refId, bare }) => refId === POD_STATUSES.refId && bare !== undefined);
  const query = events.find(({ refId }) => refId === PODS.refId);
  const [onNode] = kubePlace(scope);
  const parts = query?.bare?.parts.map((part) => ({
    ...part,
    places: placesOfPods(scope),
    among: onNode ? [onNode] : [],
  }));
  return query && isRead && parts ? { ...query, bare: { parts } } : query;
}
