import type { FleetNode } from '../../domain/fleet/fleetNode';
import { groupOf, type Grouping } from '../../domain/fleet/groupFleet';

/** Which of the nodes are listed; what is absent filters nothing. */
export interface FleetFilter {
  /** Part of a node's name or address. */
  readonly search?: string;
  readonly cluster?: string;
  readonly pool?: string;
  readonly zone?: string;
}

export function filterFleet(nodes: readonly FleetNode[], filter: FleetFilter): readonly FleetNode[] {
  const { search = '', cluster, pool, zone } = filter;
  const text = search.trim().toLowerCase();
  return nodes.filter(
    ({ identity, pool: ofPool, zone: inZone }) =>
      (cluster === undefined || identity.cluster === cluster) &&
      (pool === undefined || ofPool === pool) &&
      (zone === undefined || inZone === zone) &&
      (text === '' || [identity.node, identity.internalIp].some((name) => name?.toLowerCase().includes(text)))
  );
}

/** The clusters, pools and zones that tell nodes apart: a filter with one choice is none. */
export function groupsIn(nodes: readonly FleetNode[]): Readonly<Record<Grouping, readonly string[]>> {
  const choices = (by: Grouping) => {
    const names = [...new Set(nodes.map((node) => groupOf(node, by)))];
    return names.length > 1 ? names.filter((name) => name !== undefined).sort() : [];
  };
  return { cluster: choices('cluster'), pool: choices('pool'), zone: choices('zone') };
}
