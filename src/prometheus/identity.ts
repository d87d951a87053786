import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { Series } from '../domain/series';
import type { EpochMs } from '../domain/units';

import { findGone } from './nodesGone';
import { identitiesOf, unorderedIn, type NodesBySource } from './nodesIn';
import type { PrometheusPort, PromQuery, PromReply } from './ports/port';
import { joinReplies, withMore } from './ports/replies';
import { kubepodsIds } from './queries/kubepodsIds';
import { clusters, isLong, namesEver, nodesSeen, nodesSeenOf } from './queries/nodeInfo';
import type { LabelNames } from './scope';

export interface IdentityRequest {
  readonly labels: LabelNames;
  /** Only nodes of this cluster; empty for series without a cluster label, or for all clusters. */
  readonly cluster?: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * The nodes seen in the range, by cluster and name: from kube-state-metrics, and those that only a kubelet or cAdvisor shows.
 * Rejects with the message of the Prometheus when it answers with nothing but errors, and when aborted.
 */
export async function loadIdentities(
  port: PrometheusPort,
  request: IdentityRequest & { readonly node?: string },
  signal?: AbortSignal
): Promise<readonly NodeIdentity[]> {
  const { from, to, ...scope } = request;
  const asked = { ...scope, window: Math.max(0, to - from) };
  const ask = (queries: readonly PromQuery[]) => port({ queries, from, to, step: 60_000 }, signal);
  const isFromIndex = request.node === undefined && isLong(asked);
  const first = await ask([
    ...(isFromIndex
      ? [...nodesSeen({ ...asked, seen: 'at the end' }), ...namesEver(asked)]
      : nodesSeen({ ...asked, seen: 'briefly' })),
    kubepodsIds(asked),
  ]);
  const also = async (reply: PromReply, nodes: NodesBySource, seen: 'briefly' | 'last') => {
    const queries = nodesSeenOf({ ...asked, seen }, nodes);
    return queries.length === 0 ? reply : withMore(reply, await ask(queries));
  };
  const withGone = async () => {
    const { gone, more } = await findGone(ask, asked, first);
    return also(joinReplies(first, more), gone, 'briefly');
  };
  const all = isFromIndex ? await withGone() : first;
  // When each was there last costs a server fifty times as much, and tells of versions of one node only which is the latest.
  const reply = await also(all, unorderedIn(all, request.labels), 'last');
  const identities = withKubepods(identitiesOf(reply, request), first.series['kubepodsIds']);
  if (identities.length === 0 && reply.errors.length > 0) {
    throw new Error([...new Set(reply.errors.map(({ message }) => message))].join('; '));
  }
  return identities;
}

/** Where they could not be asked for, each question looks for them itself. */
function withKubepods(identities: readonly NodeIdentity[], found: readonly Series[] | undefined) {
  const kubepods = found?.flatMap(({ labels: { id } }) => id ?? []).sort();
  return kubepods ? identities.map((identity): NodeIdentity => ({ ...identity, kubepods })) : identities;
}

/** One node; of which nothing more than its name may be known. */
export async function loadIdentity(
  port: PrometheusPort,
  request: IdentityRequest & { readonly node: string },
  signal?: AbortSignal
): Promise<NodeIdentity> {
  const { node, cluster } = request;
  const [identity] = await loadIdentities(port, request, signal);
  return identity ?? { ...(cluster && { cluster }), node };
}

/** Node names in alphabetical order. */
export async function loadNodes(
  port: PrometheusPort,
  request: IdentityRequest,
  signal?: AbortSignal
): Promise<readonly string[]> {
  const identities = await loadIdentities(port, request, signal);
  return [...new Set(identities.map(({ node }) => node))];
}

/** Cluster names in alphabetical order; none where the series carry no cluster label. */
export async function loadClusters(
  port: PrometheusPort,
  { cluster: _, ...request }: IdentityRequest,
  signal?: AbortSignal
): Promise<readonly string[]> {
  const { labels, from, to } = request;
  const queries = [clusters({ labels, window: Math.max(0, to - from) })];
  const { series, errors } = await port({ queries, from, to, step: 60_000 }, signal);
  const [error] = errors;
  if (error) {
    throw new Error(error.message);
  }
  return (series.clusters ?? []).flatMap(({ labels: found }) => found[labels.cluster] || []).sort();
}
