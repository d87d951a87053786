import type { FleetNode } from './fleetNode';

export const GROUPINGS = ['cluster', 'pool', 'zone'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface FleetGroup {
  /** Undefined for the nodes that do not tell. */
  readonly name?: string;
  readonly nodes: readonly FleetNode[];
}

/** The nodes by cluster, pool or zone; a group comes where its first node comes, so nodes by risk make groups by their worst. */
export function groupFleet(nodes: readonly FleetNode[], by: Grouping): readonly FleetGroup[] {
  const groups = new Map<string | undefined, FleetNode[]>();
  for (const node of nodes) {
    const name = groupOf(node, by);
    const found = groups.get(name);
    if (found) {
      found.push(node);
    } else {
      groups.set(name, [node]);
    }
  }
  return [...groups].map(([name, found]) => ({ ...(name !== undefined && { name }), nodes: found }));
}

/** Absent where no series tells. */
export const groupOf = ({ identity, pool, zone }: FleetNode, by: Grouping): string | undefined =>
  ({ cluster: identity.cluster, pool, zone })[by];
