import type { NodeLines } from '../lines/nodeLines';
import type { Aligned } from '../node/nodeMemory';
import type { Finding } from '../provenance';
import type { Bytes, EpochMs } from '../units';

import type { NumbersFacts } from './differences';
import type { PartId, ReadingId, Readings } from './readings';

/** Curves of one thing on the common grid; what was never collected is absent. */
export type ReadingCurves = Readonly<Partial<Record<ReadingId | PartId, Aligned>>>;

/** The same memory by every number that is collected, over a range. */
export interface Numbers {
  readonly times: readonly EpochMs[];
  /** The node's, and those of all its pods together. */
  readonly node: ReadingCurves;
  /** The pod asked for. */
  readonly pod?: { readonly name: string; readonly curves: ReadingCurves };
  /** Of that pod. */
  readonly containers: ReadonlyArray<{ readonly name: string; readonly curves: ReadingCurves }>;
  /** Pods to choose from, the largest first: `namespace/pod`. */
  readonly pods: ReadonlyArray<{ readonly name: string; readonly workingSet: Bytes }>;
  readonly lines: NodeLines;
  readonly facts: NumbersFacts;
  readonly findings: readonly Finding[];
}

/** The values at the last time at or before a moment, each as far as it was sampled then. */
export function readingsAt(times: readonly EpochMs[], curves: ReadingCurves, at: EpochMs): Readings {
  const index = indexAt(times, at);
  return Object.fromEntries(
    Object.entries(curves).flatMap(([id, values]) => {
      const value = values[index];
      return typeof value === 'number' ? [[id, value]] : [];
    })
  );
}

/** The last time at or before a moment; the first where all are later. */
export const indexAt = (times: readonly EpochMs[], at: EpochMs): number =>
  Math.max(
    0,
    times.findLastIndex((time) => time <= at)
  );

/** The last moment at which anything was sampled: what came after says nothing. */
export function lastSampled({ times, node }: Pick<Numbers, 'times' | 'node'>): EpochMs | undefined {
  const index = times.findLastIndex((_, i) => Object.values(node).some((values) => typeof values[i] === 'number'));
  return times[index];
}
