import type { Bytes } from '../units';

import type { FleetNode } from './fleetNode';

/** What is left until one of the two lines at which the kubelet evicts. */
export interface Headroom {
  readonly of: 'pods' | 'node';
  /** Negative beyond the line. */
  readonly left: Bytes;
  /** Of the way from empty to the line: 0 on it, negative beyond it, 1 far away. */
  readonly share: number;
  /** The line itself was not measured but taken from a default. */
  readonly isAssumed: boolean;
}

/** The pods against the line above which they are evicted; undefined where either is unknown. */
export function podsHeadroom({
  lines,
  podsWorkingSet,
}: Pick<FleetNode, 'lines' | 'podsWorkingSet'>): Headroom | undefined {
  const line = lines.podsEvictionLine ?? lines.allocatable;
  if (line === undefined || line.value <= 0 || podsWorkingSet === undefined) {
    return undefined;
  }
  const left = line.value - podsWorkingSet;
  return { of: 'pods', left, share: left / line.value, isAssumed: line.provenance === 'assumed' };
}

/** What is available on the node against eviction-hard; undefined where either is unknown. */
export function nodeHeadroom({
  lines,
  nodeAvailable,
}: Pick<FleetNode, 'lines' | 'nodeAvailable'>): Headroom | undefined {
  const { capacity, evictionHard } = lines;
  const way = capacity && evictionHard && capacity.value - evictionHard.value;
  if (evictionHard === undefined || way === undefined || way <= 0 || nodeAvailable === undefined) {
    return undefined;
  }
  const left = nodeAvailable - evictionHard.value;
  return { of: 'node', left, share: left / way, isAssumed: evictionHard.provenance === 'assumed' };
}

/** The nearer of the two by its share of the way; undefined where neither is known. */
export function nearerHeadroom(node: FleetNode): Headroom | undefined {
  return [podsHeadroom(node), nodeHeadroom(node)]
    .filter((headroom) => headroom !== undefined)
    .sort((a, b) => a.share - b.share)[0];
}
