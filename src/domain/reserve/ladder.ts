import { computeNodeLines } from '../lines/computeNodeLines';
import type { NodeLines } from '../lines/nodeLines';
import type { Sourced } from '../provenance';
import { highestThreshold } from '../lines/threshold';
import type { Bytes } from '../units';

import type { ReserveSettings } from './kubeletConfig';

/** One piece of a node's memory as the article's Figure 2 stacks it. */
export interface Rung {
  readonly name: 'allocatable' | 'hugepages' | 'evictionHard' | 'reserved';
  readonly bytes: Bytes;
}

export interface Ladder {
  readonly lines: NodeLines;
  readonly rungs: readonly Rung[];
  /** Below what is available here the kubelet evicts after a grace period. */
  readonly evictionSoft?: Bytes;
}

/** A node's memory cut up by its kubelet's settings. */
export function buildLadder(capacity: Sourced<Bytes>, settings: ReserveSettings): Ladder {
  const lines = computeNodeLines(capacity, settings);
  const soft = highestThreshold(settings.evictionSoft ?? [], 'memory.available', capacity.value);
  return { lines, rungs: rungsOf(lines), ...(soft !== undefined && { evictionSoft: soft }) };
}

/** From 0 to the capacity, adding up to it where all lines are known; what has no width is left out. */
export function rungsOf({ allocatable, hugepages, evictionHard, reserved }: NodeLines): readonly Rung[] {
  const rungs: readonly Rung[] = [
    { name: 'allocatable', bytes: allocatable?.value ?? 0 },
    { name: 'hugepages', bytes: hugepages?.value ?? 0 },
    { name: 'evictionHard', bytes: evictionHard?.value ?? 0 },
    { name: 'reserved', bytes: reserved?.value ?? 0 },
  ];
  return rungs.filter(({ bytes }) => bytes > 0);
}
