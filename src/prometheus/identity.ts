import { groupBy } from '../domain/groupBy';
import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { Series } from '../domain/series';
import type { DurationMs, EpochMs } from '../domain/units';

import type { PrometheusPort, PromReply } from './ports/port';
import { kubepodsIds } from './queries/kubepodsIds';
import { clusters, kubelets, nodeInfo } from './queries/nodeInfo';
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
  const window: DurationMs = Math.max(0, to - from);
  const ask = (isBrief: boolean) => {
    const queries = [nodeInfo, kubelets].map((query) => query({ ...scope, window, isBrief }));
    const also = isBrief ? [kubepodsIds({ ...scope, window })] : [];
    return port({ queries: [...queries, ...also], from, to, step: 60_000 }, signal);
  };
  // When each was there last costs a server fifty times as much, and tells of versions of one node only which is the latest.
  const brief = await ask(true);
  const reply = hasUnordered(brief, request) ? await ask(false) : brief;
  const identities = withKubepods(identitiesOf(reply, request), brief.series['kubepodsIds']);
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
  const queries = [clusters({ labels, window: Math.max(0, to - from), seldom: true })];
  const { series, errors } = await port({ queries, from, to, step: 60_000 }, signal);
  const [error] = errors;
  if (error) {
    throw new Error(error.message);
  }
  return (series.clusters ?? []).flatMap(({ labels: found }) => found[labels.cluster] || []).sort();
}

/** The nodes of the answers to `nodeInfo` and `kubelets`, by cluster and name. */
export function identitiesOf(
  reply: Pick<PromReply, 'series'>,
  { labels, node }: { readonly labels: LabelNames; readonly node?: string }
): readonly NodeIdentity[] {
  const published = latestFirst(reply.series.nodeInfo).map((series) => publishedIdentity(series, labels));
  const scraped = latestFirst(reply.series.kubelets).map((series) => scrapedIdentity(series, labels));
  const candidates = [...published, ...scraped.filter(besides(published))];
  const wanted = candidates.filter((identity) => identity.node !== '' && (!node || identity.node === node));
  const byKey = new Map([...wanted].reverse().map((identity) => [keyOf(identity), identity]));
  return [...byKey.values()].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

/**
 * Of a cluster that kube-state-metrics speaks of, only a host by a name that it never published is another one, such as one whose
 * containers no kubelet runs: an address alone may be any of its nodes'.
 */
function besides(published: readonly NodeIdentity[]): (host: NodeIdentity) => boolean {
  const names = new Set(published.flatMap(({ cluster = '', node }) => [cluster, ANY].map((of) => key(of, node))));
  const clusters = new Set(published.map(({ cluster = '' }) => cluster));
  return ({ cluster = '', node }) => {
    const places = cluster === '' ? [ANY] : [cluster, ''];
    const isSpokenOf = places.some((place) => (place === ANY ? clusters.size > 0 : clusters.has(place)));
    return !isSpokenOf || !(IS_ADDRESS.test(node) || places.some((place) => names.has(key(place, node))));
  };
}

const ANY = '*';

const key = (cluster: string, node: string) => JSON.stringify([cluster, shortName(node)]);

/** `ip-10-0-0-1` of `ip-10-0-0-1.ec2.internal`: a scrape may name a node by either. */
const shortName = (name: string) => name.split('.')[0];

const IS_ADDRESS = /^[\d.]+$|^\[?[\da-f:]+\]?$/i;

/** Of several versions of a node none is there at the end. */
function hasUnordered({ series }: Pick<PromReply, 'series'>, { labels }: IdentityRequest): boolean {
  const isUnordered = (all: readonly Series[] = [], identityOf: typeof publishedIdentity) =>
    [...groupBy(all, (one) => keyOf(identityOf(one, labels))).values()].some(
      (versions) => versions.length > 1 && versions.every(({ values: [seen = 0] }) => seen === 0)
    );
  return isUnordered(series.nodeInfo, publishedIdentity) || isUnordered(series.kubelets, scrapedIdentity);
}

/** The value of these series is when they were last seen. */
function latestFirst(series: readonly Series[] = []): readonly Series[] {
  return [...series].sort((left, right) => (right.values[0] ?? 0) - (left.values[0] ?? 0));
}

function publishedIdentity({ labels: found }: Series, labels: LabelNames): NodeIdentity {
  return {
    ...known('cluster', found[labels.cluster]),
    node: found[labels.node] ?? '',
    ...known('internalIp', found.internal_ip),
    ...known('kubeletVersion', found.kubelet_version),
    ...known('providerId', found.provider_id),
    ...known('osImage', found.os_image),
    ...known('kernelVersion', found.kernel_version),
    ...known('containerRuntimeVersion', found.container_runtime_version),
  };
}

function scrapedIdentity({ labels: found }: Series, labels: LabelNames): NodeIdentity {
  const host = (found[labels.instance] ?? '').replace(/:\d+$/, '');
  const node = found[labels.node] || host;
  const isIp = host !== node && IS_ADDRESS.test(host);
  return { ...known('cluster', found[labels.cluster]), node, ...(isIp && { internalIp: host }) };
}

function known<Name extends keyof NodeIdentity>(name: Name, value: string | undefined) {
  return value ? { [name]: value } : {};
}

function keyOf({ cluster = '', node }: NodeIdentity): string {
  return JSON.stringify([cluster, node]);
}
