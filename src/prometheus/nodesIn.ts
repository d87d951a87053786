import { groupBy } from '../domain/groupBy';
import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { Series } from '../domain/series';

import { METRIC } from './metrics';
import type { PromReply } from './ports/port';
import type { LabelNames } from './scope';

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

const IS_ADDRESS = /^[\d.]+$|^\[?[\da-f]*:[\da-f:]*\]?$/i;

/** Nodes by what shows them: kube-state-metrics, or a kubelet or cAdvisor. */
export interface NodesBySource {
  readonly published: readonly NodeIdentity[];
  readonly scraped: readonly NodeIdentity[];
}

/** Whom the answer to `nodesEver` shows beside those to the other two, which show who is there at the end. */
export function goneIn({ series }: Pick<PromReply, 'series'>, labels: LabelNames): NodesBySource {
  const isPublished = ({ labels: { __name__ } }: Series) => __name__ === METRIC.nodeInfo;
  const notThere = (ever: readonly Series[], now: readonly Series[] = []) => {
    const there = new Set(now.map((one) => placeOf(one, labels)));
    const found = new Map(ever.map((one) => [placeOf(one, labels), one] as const));
    const gone = [...found].flatMap(([place, one]) => (there.has(place) ? [] : [one]));
    return gone.map((one) => scrapedIdentity(one, labels)).filter(({ node }) => node !== '');
  };
  const ever = series.nodesEver ?? [];
  return {
    published: notThere(ever.filter(isPublished), series.nodeInfo),
    scraped: notThere(
      ever.filter((one) => !isPublished(one)),
      series.kubelets
    ),
  };
}

/** By its node label, else by the host. */
const placeOf = ({ labels: found }: Series, { cluster, node, instance }: LabelNames): string =>
  `${found[cluster] ?? ''}\n${found[node] || hostIn(found[instance])}`;

/** Of whose several versions none is there at the end. */
export function unorderedIn({ series }: Pick<PromReply, 'series'>, labels: LabelNames): NodesBySource {
  const unordered = (all: readonly Series[] = [], identityOf: IdentityOf) =>
    [...groupBy(all, (one) => keyOf(identityOf(one, labels))).values()]
      .filter((versions) => versions.length > 1 && versions.every(({ values: [seen = 0] }) => seen === 0))
      .map(([version]) => identityOf(version!, labels));
  return {
    published: unordered(series.nodeInfo, publishedIdentity),
    scraped: unordered(series.kubelets, scrapedIdentity),
  };
}

type IdentityOf = typeof publishedIdentity;

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
  const host = hostIn(found[labels.instance]);
  const node = found[labels.node] || host;
  const isIp = host !== node && IS_ADDRESS.test(host);
  return { ...known('cluster', found[labels.cluster]), node, ...(isIp && { internalIp: host }) };
}

/** Of `host`, `host:port`, `IP:port`. */
export const hostIn = (instance = ''): string => instance.replace(/:\d+$/, '');

function known<Name extends keyof NodeIdentity>(name: Name, value: string | undefined) {
  return value ? { [name]: value } : {};
}

function keyOf({ cluster = '', node }: NodeIdentity): string {
  return JSON.stringify([cluster, node]);
}
