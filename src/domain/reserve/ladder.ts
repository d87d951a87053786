import { computeNodeLines, type KubeletSettings } from '../computeNodeLines';
import type { NodeLines } from '../nodeLines';
import type { Sourced } from '../provenance';
import { highestThreshold } from '../threshold';
import type { Bytes } from '../units';

import type { ReserveSettings } from './kubeletConfig';

/** One piece of a node's memory as the article's Figure 2 stacks it; all pieces add up to the capacity. */
export interface Rung {
  readonly name: 'allocatable' | 'hugepages' | 'evictionHard' | 'systemReserved' | 'kubeReserved';
  readonly bytes: Bytes;
}

export interface Ladder {
  readonly lines: NodeLines;
  /** From 0 to the capacity; what has no width is left out. */
  readonly rungs: readonly Rung[];
  /** Below what is available here the kubelet evicts after a grace period. */
  readonly evictionSoft?: Bytes;
}

/** A node's memory cut up by its kubelet's settings. */
export function buildLadder(capacity: Sourced<Bytes>, settings: ReserveSettings): Ladder {
  const lines = computeNodeLines(capacity, settings);
  const soft = highestThreshold(settings.evictionSoft ?? [], 'memory.available', capacity.value);
  return { lines, rungs: rungsOf(lines, settings), ...(soft !== undefined && { evictionSoft: soft }) };
}

function rungsOf(
  lines: NodeLines,
  { kubeReserved = 0, systemReserved = 0, hugepages = 0 }: KubeletSettings
): readonly Rung[] {
  const rungs: readonly Rung[] = [
    { name: 'allocatable', bytes: lines.allocatable?.value ?? 0 },
    { name: 'hugepages', bytes: hugepages },
    { name: 'evictionHard', bytes: lines.evictionHard?.value ?? 0 },
    { name: 'systemReserved', bytes: systemReserved },
    { name: 'kubeReserved', bytes: kubeReserved },
  ];
  return rungs.filter(({ bytes }) => bytes > 0);
}
