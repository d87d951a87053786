import { byNumber } from '../byNumber';
import type { DurationMs } from '../units';

import type { FleetNode } from './fleetNode';
import { nearerHeadroom } from './headroom';

/** How near a node is to losing pods, most urgent first. */
export const RISKS = ['evicting', 'pressure', 'soon', 'close', 'clear', 'unknown', 'gone'] as const;
export type Risk = (typeof RISKS)[number];

/** A trend that ends further away is no reason to look now. */
export const SOON: DurationMs = 3_600_000;

/** Less of the way than this is close. */
export const CLOSE = 0.1;

/**
 * Beyond a line at which the kubelet evicts; else under MemoryPressure; else a trend that reaches a line within the hour; else
 * less than a tenth of the way left.
 */
export function riskOf(node: FleetNode): Risk {
  if (node.goneSince !== undefined) {
    return 'gone';
  }
  const headroom = nearerHeadroom(node);
  if (headroom !== undefined && headroom.left < 0) {
    return 'evicting';
  }
  if (node.pressure === true) {
    return 'pressure';
  }
  if (node.nearest !== undefined && node.nearest.time.expected <= SOON) {
    return 'soon';
  }
  return headroom === undefined ? 'unknown' : headroom.share < CLOSE ? 'close' : 'clear';
}

/** As it is said above the list that is ordered so. */
export const ORDER_WORDS =
  'First what is beyond a line that evicts, then nodes under memory pressure, then those whose trend reaches a line within the ' +
  'hour, soonest first; then by how little is left of the way to the nearer line. Nodes of which that is unknown come after, ' +
  'and those that no longer report last.';

/** By risk as ORDER_WORDS say it; then who lost more pods and processes in the range, then by name. */
export function sortByRisk(nodes: readonly FleetNode[]): readonly FleetNode[] {
  return nodes
    .map((node) => ({ node, key: keyOf(node) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ node }) => node);
}

type Key = ReadonlyArray<number | string>;

function keyOf(node: FleetNode): Key {
  const risk = riskOf(node);
  const share = nearerHeadroom(node)?.share ?? Infinity;
  const { cluster = '', node: name } = node.identity;
  return [
    RISKS.indexOf(risk),
    risk === 'soon' ? (node.nearest?.time.expected ?? Infinity) : share,
    -(node.evictions?.count ?? 0) - (node.oomKills?.count ?? 0),
    cluster,
    name,
  ];
}

function compare(left: Key, right: Key): number {
  const index = left.findIndex((part, i) => part !== right[i]);
  const [a, b] = [left[index], right[index]];
  if (a === undefined || b === undefined) {
    return 0;
  }
  return typeof a === 'string' && typeof b === 'string' ? byNumber.compare(a, b) : a < b ? -1 : 1;
}
