import { groupBy } from '../domain/groupBy';
import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { Series } from '../domain/series';

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
  return [...byKey].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, identity]) => identity);
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

/** Of whom no version is there at the end. */
export const notThereIn = (reply: Pick<PromReply, 'series'>, labels: LabelNames): NodesBySource =>
  unseen(reply, labels, 1);

/** Of whose several versions none is there at the end. */
export const unorderedIn = (reply: Pick<PromReply, 'series'>, labels: LabelNames): NodesBySource =>
  unseen(reply, labels, 2);

function unseen({ series }: Pick<PromReply, 'series'>, labels: LabelNames, least: number): NodesBySource {
  const unseenOf = (all: readonly Series[] = [], identityOf: IdentityOf) =>
    all.every(isThere)
      ? []
      : [...groupBy(all, (one) => keyOf(identityOf(one, labels))).values()]
          .filter((versions) => versions.length >= least && !versions.some(isThere))
          .map(([version]) => identityOf(version!, labels));
  return {
    published: unseenOf(series.nodeInfo, publishedIdentity),
    scraped: unseenOf(series.kubelets, scrapedIdentity),
  };
}

/** The value of these series is when they were last seen, or 0. */
const isThere = ({ values: [seen = 0] }: Series): boolean => seen !== 0;

type IdentityOf = typeof publishedIdentity;

/** The value of these series is when they were last seen. */
function latestFirst(series: readonly Series[] = []): readonly Series[] {
  return [...series].sort((left, right) => (right.values[0] ?? 0) - (left.values[0] ?? 0));
}

function publishedIdentity({ labels: found }: Series, labels: LabelNames): NodeIdentity {
  const { [labels.cluster]: cluster, [labels.node]: node = '', internal_ip: internalIp } = found;
  const { kubelet_version: kubeletVersion, provider_id: providerId, os_image: osImage } = found;
  const { kernel_version: kernelVersion, container_runtime_version: containerRuntimeVersion } = found;
  return {
    ...(cluster && { cluster }),
    node,
    ...(internalIp && { internalIp }),
    ...(kubeletVersion && { kubeletVersion }),
    ...(providerId && { providerId }),
    ...(osImage && { osImage }),
    ...(kernelVersion && { kernelVersion }),
    ...(containerRuntimeVersion && { containerRuntimeVersion }),
  };
}

/** What a kubelet's own series tell of a node: its name, or that of the host it is scraped at. */
export function scrapedIdentity({ labels: found }: Series, labels: LabelNames): NodeIdentity {
  const { [labels.cluster]: cluster } = found;
  const host = hostIn(found[labels.instance]);
  const node = found[labels.node] || host;
  const isIp = host !== node && IS_ADDRESS.test(host);
  return { ...(cluster && { cluster }), node, ...(isIp && { internalIp: host }) };
}

/** Of `host`, `host:port`, `IP:port`. */
export const hostIn = (instance = ''): string => instance.replace(/:\d+$/, '');

function keyOf({ cluster = '', node }: NodeIdentity): string {
  return JSON.stringify([cluster, node]);
}
