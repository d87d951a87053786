import type { Incident } from '../incidents/types';
import type { NodeIdentity } from '../node/nodeIdentity';

import type { FleetNode } from './fleetNode';

interface Named extends Pick<NodeIdentity, 'node'> {
  readonly cluster?: string | undefined;
}

/** What is known of the memory incidents of a fleet's nodes; they are reviewed after the nodes were counted. */
export interface FleetReview {
  /** `reviewing` also while the first of several answers are here. */
  readonly state: 'reviewing' | 'reviewed';
  /** Those that were asked about, by `nodeKey`. */
  readonly asked: ReadonlySet<string>;
  /** Those of them of which something could not be read. */
  readonly failed: ReadonlySet<string>;
  /** By memory. */
  readonly incidents: readonly Incident[];
}

/** Nodes of one name in two clusters are two. */
export const nodeKey = ({ cluster, node }: Named): string => JSON.stringify([cluster ?? '', node]);

/** Something was counted on it that a review may explain: an eviction by memory, an OOM kill, or a counter that began anew. */
export const hasCandidates = ({ evictions, oomKills }: FleetNode): boolean =>
  [evictions, oomKills].some((rises) => rises !== undefined && (rises.count > 0 || rises.atLeast));

/** Whether anything happened on it is not known: a count is missing. */
export const isUncounted = ({ evictions, oomKills }: FleetNode): boolean =>
  evictions === undefined || oomKills === undefined;

/** The nodes to review, those with the most ends first. */
export function candidatesOf(nodes: readonly FleetNode[]): readonly FleetNode[] {
  return nodes.filter(hasCandidates).sort((a, b) => endsOf(b) - endsOf(a));
}

const endsOf = ({ evictions, oomKills }: FleetNode): number => (evictions?.count ?? 0) + (oomKills?.count ?? 0);

/** How far the incidents of one node are known. */
export type NodeIncidents =
  | { readonly state: 'none' | 'uncounted' | 'not-asked' | 'reviewing' | 'failed' }
  | { readonly state: 'reviewed'; readonly incidents: readonly Incident[] };

/** One node's incidents. A review that was not asked for, or that failed, is no all-clear. */
export function incidentsOn(node: FleetNode, review: FleetReview | undefined): NodeIncidents {
  if (!hasCandidates(node)) {
    return { state: isUncounted(node) ? 'uncounted' : 'none' };
  }
  const key = nodeKey(node.identity);
  if (review === undefined || !review.asked.has(key)) {
    return { state: 'not-asked' };
  }
  const incidents = review.incidents.filter((incident) => nodeKey(incident) === key);
  if (review.state === 'reviewing' && incidents.length === 0) {
    return { state: 'reviewing' };
  }
  return review.failed.has(key) && incidents.length === 0 ? { state: 'failed' } : { state: 'reviewed', incidents };
}
