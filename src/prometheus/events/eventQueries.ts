import type { PromQuery } from '../port';
import type { NodeScope } from '../scope';

import { EVENT_SOURCES } from './sources';

/** Everything that shows an eviction, a kill, a container's end or memory pressure on one node. */
export function eventQueries(scope: NodeScope): PromQuery[] {
  return EVENT_SOURCES.map(({ refId, ask, frugal }) => ({
    refId,
    ...ask(scope),
    mode: 'range',
    ...(frugal && { frugal }),
  }));
}
