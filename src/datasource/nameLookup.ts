import type { ScopedVars, TimeRange } from '@grafana/data';

import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { DurationMs } from '../domain/units';
import { loadClusters, loadIdentities, loadIdentity, type IdentityRequest } from '../prometheus/identity';
import { loadNamespaces } from '../prometheus/namespaces';
import { loadNodePods, type LookedUp } from '../prometheus/nodePods';
import type { PrometheusPort, PromRequest } from '../prometheus/ports/port';

import { lookupRequest } from './lookupRequest';
import { clusterOf, nodesOf } from './nodeNames';
import type { Source } from './source';
import { upstream } from './upstream';

interface Lookup {
  readonly cluster?: string;
  readonly range?: TimeRange;
  readonly scopedVars?: ScopedVars;
}

/** The nodes' names in alphabetical order, each once. They are remembered for the panels that will ask next. */
export async function findNodeNames(
  source: Source,
  { cluster, range, scopedVars }: Lookup
): Promise<readonly string[]> {
  const { port, request } = await lookup(source, range);
  const asked = { cluster: clusterOf({ cluster }, scopedVars), times: request, port: () => port };
  const found = await findIdentities(source, asked, []);
  return [...new Set(found.map(({ node }) => node))].sort();
}

/** The clusters' names; none where the series carry no cluster label. */
export async function findClusterNames(source: Source, { range }: Lookup): Promise<readonly string[]> {
  const { port, request } = await lookup(source, range);
  return loadClusters(port, request);
}

/** The namespaces' names in alphabetical order; those with a pod on the node when one is named. */
export async function findNamespaces(
  source: Source,
  { cluster, node = '', range, scopedVars }: Lookup & { readonly node?: string }
): Promise<readonly string[]> {
  const { port, request } = await lookup(source, range);
  const [only, ...others] = nodesOf({ node }, scopedVars);
  return loadNamespaces(port, {
    ...request,
    cluster: clusterOf({ cluster }, scopedVars),
    ...(only !== undefined && others.length === 0 && { node: only }),
  });
}

interface NodeLookup {
  readonly cluster: string | undefined;
  readonly node: string;
  readonly times: Pick<PromRequest, 'from' | 'to'>;
  /** Called only when the node is not remembered. */
  readonly port: () => PrometheusPort;
}

/** What is known of one node: remembered, or asked for once however many panels wait for it. */
export function findIdentity({ settings, nodes }: Source, lookedFor: NodeLookup): Promise<NodeIdentity> {
  const { cluster, node, times, port } = lookedFor;
  const { from, to } = times;
  return nodes.find({ cluster, node, to }, () =>
    loadIdentity(port(), { labels: settings.labels, cluster, node, from, to })
  );
}

/** The pods of a node in a range: remembered, or asked for once however many panels wait for them. */
export function findPods(
  { settings: { labels }, pods }: Source,
  { cluster, node, times: { from, to, step }, port, maxAge }: NodeLookup & PodLookup
): Promise<LookedUp> {
  const identity = { node, ...(cluster && { cluster }) };
  return pods.find({ cluster, node, from: from - step, to, maxAge }, (range) =>
    loadNodePods(port(), { ...range, identity, labels, step })
  );
}

interface PodLookup {
  readonly times: Pick<PromRequest, 'from' | 'to' | 'step'>;
  readonly maxAge?: DurationMs;
}

/** The nodes of a cluster, or those of them that are named. */
export async function findIdentities(
  { settings, nodes }: Source,
  { cluster, times, port }: Omit<NodeLookup, 'node'>,
  names: readonly string[]
): Promise<readonly NodeIdentity[]> {
  const { from, to } = times;
  const all = await nodes.findAll({ cluster, from, to }, () =>
    loadIdentities(port(), { labels: settings.labels, cluster, from, to })
  );
  nodes.remember(all);
  const named = new Set(names);
  return names.length === 0 ? all : all.filter(({ node }) => named.has(node));
}

async function lookup(source: Source, range: TimeRange | undefined) {
  const request = lookupRequest(range);
  const port = upstream(source, { source: await source.loadWrapped(), request, requestId: request.requestId });
  const asked: IdentityRequest = {
    labels: source.settings.labels,
    from: request.range.from.valueOf(),
    to: request.range.to.valueOf(),
  };
  return { port, request: asked };
}
