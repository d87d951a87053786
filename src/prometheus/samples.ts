import type { Aligned } from '../domain/node/nodeMemory';

import { align, gridOf, type Grid } from './grid';
import type { PromQuery, PromReply } from './ports/port';
import type { NodeScope } from './scope';

/** The range queries of a reply on their common grid. */
export interface Samples {
  readonly grid: Grid;
  /** All null when the series is missing. */
  of(refId: string): Aligned;
  /** At least one number came. */
  has(refId: string): boolean;
  /** The query failed, so its silence says nothing about the collection. */
  failed(refId: string): boolean;
}

export function samplesOf(scope: NodeScope, queries: readonly PromQuery[], reply: PromReply): Samples {
  const refIds = queries.filter(({ mode }) => mode === 'range').map(({ refId }) => refId);
  const grid = gridOf(
    scope,
    refIds.flatMap((refId) => reply.series[refId] ?? [])
  );
  const aligned = new Map(refIds.map((refId) => [refId, align(grid, reply.series[refId]?.[0])]));
  const of = (refId: string) => aligned.get(refId) ?? grid.times.map(() => null);
  return {
    grid,
    of,
    has: (refId) => of(refId).some((value) => value !== null),
    failed: (refId) => reply.series[refId] === undefined,
  };
}
