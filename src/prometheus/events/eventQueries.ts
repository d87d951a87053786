import type { PodName } from '../../domain/incidents/reviewData';
import type { Frugal, PromQuery } from '../ports/port';
import type { NodeScope } from '../scope';

import type { EventSource } from './eventSource';
import { EVENT_SOURCES } from './sources';

/** Everything that shows an eviction, a kill, a container's end or memory pressure on one node. */
export function eventQueries(scope: NodeScope): PromQuery[] {
  return EVENT_SOURCES.map((source) => {
    const frugal = frugalOf(source, scope);
    return { refId: source.refId, ...source.ask(scope), mode: 'range', ...(frugal && { frugal }) };
  });
}

function frugalOf({ frugal, frugalOn, askOfPods }: EventSource, scope: NodeScope): Frugal | undefined {
  const ofPods = askOfPods && scope.pods ? { ofPods: (pods: readonly PodName[]) => askOfPods({ ...scope, pods }) } : {};
  return frugal && { ...frugal, ...frugalOn?.(scope), ...ofPods };
}
