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

function frugalOf({ frugal, askOfPods }: EventSource, scope: NodeScope): Frugal | undefined {
  return frugal && askOfPods && scope.pods ? { ...frugal, ofPods: (pods) => askOfPods({ ...scope, pods }) } : frugal;
}
