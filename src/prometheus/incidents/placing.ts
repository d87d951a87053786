import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Series } from '../../domain/series';
import { hostIn } from '../nodesIn';
import type { LabelNames } from '../scope';

/** The nodes that a series is about: by its node label, else by the host it was scraped at. */
export type Place = (series: Series) => readonly NodeIdentity[];

export function placing(nodes: readonly NodeIdentity[], labels: LabelNames): Place {
  const byName = groupedBy(nodes, ({ node }) => [node]);
  const byHost = groupedBy(nodes, ({ node, internalIp }) => [node, ...(internalIp ? [internalIp] : [])]);
  return ({ labels: found }) => {
    const name = found[labels.node];
    const host = hostIn(found[labels.instance]);
    const cluster = found[labels.cluster] ?? '';
    const candidates = (name ? byName.get(name) : byHost.get(host)) ?? [];
    return candidates.filter((node) => (node.cluster ?? '') === cluster);
  };
}

function groupedBy(
  nodes: readonly NodeIdentity[],
  keysOf: (node: NodeIdentity) => readonly string[]
): ReadonlyMap<string, readonly NodeIdentity[]> {
  const groups = new Map<string, NodeIdentity[]>();
  nodes.forEach((node) => keysOf(node).forEach((key) => groups.set(key, [...(groups.get(key) ?? []), node])));
  return groups;
}
