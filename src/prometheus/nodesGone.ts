import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { Series } from '../domain/series';

import { METRIC } from './metrics';
import { hostIn, scrapedIdentity, type NodesBySource } from './nodesIn';
import type { PromQuery, PromReply } from './ports/port';
import { isNothing, joinReplies, NO_REPLY } from './ports/replies';
import { NAMES_EVER, nodesEver, type EverScope } from './queries/nodeInfo';
import type { LabelNames } from './scope';

interface Found {
  readonly gone: NodesBySource;
  /** What else was asked to tell it. */
  readonly more: PromReply;
}

/**
 * Whom the replies to who is there at the end and to `namesEver` show to be gone. Where names do not tell it, by `nodesEver`: of
 * several clusters, of a server that has no index, and of more names than are worth asking for, many of which may have been gone
 * before the range began.
 */
export async function findGone(
  ask: (queries: readonly PromQuery[]) => Promise<PromReply>,
  scope: EverScope,
  reply: PromReply
): Promise<Found> {
  const named = goneByNames(reply, scope);
  if ((named && named.published.length + named.scraped.length <= FEW) || isNothing(reply)) {
    return { gone: named ?? NOBODY, more: NO_REPLY };
  }
  const more = await ask([nodesEver(scope)]);
  return { gone: goneIn(joinReplies(reply, more), scope.labels), more };
}

const FEW = 50;

const NOBODY: NodesBySource = { published: [], scraped: [] };

/** Whom the answer to `nodesEver` shows beside those to the other two, which show who is there at the end. */
function goneIn({ series }: Pick<PromReply, 'series'>, labels: LabelNames): NodesBySource {
  const isPublished = ({ labels: { __name__ } }: Series) => __name__ === METRIC.nodeInfo;
  const ever = series.nodesEver ?? [];
  return {
    published: notThere(ever.filter(isPublished), series.nodeInfo, labels),
    scraped: notThere(
      ever.filter((one) => !isPublished(one)),
      series.kubelets,
      labels
    ),
  };
}

/** The same of the answer to `namesEver`; undefined where names do not tell it, as of several clusters. */
function goneByNames({ series }: Pick<PromReply, 'series'>, scope: EverScope): NodesBySource | undefined {
  const { labels, cluster } = scope;
  const { nodes, hosts, clusters = cluster ? [] : undefined, unlabelled = cluster ? [] : undefined } = namesIn(series);
  const areOne = clusters && unlabelled && clusters.length + (unlabelled.length > 0 ? 1 : 0) <= 1;
  if (!nodes || !hosts || !areOne) {
    return undefined;
  }
  const only = cluster ?? clusters[0]?.labels[labels.cluster];
  const within = (one: Series) => ({ ...one, labels: { ...one.labels, ...(only && { [labels.cluster]: only }) } });
  const { nodeInfo = [], kubelets = [] } = series;
  // Names do not say which of the two showed them.
  return {
    published: notThere(nodes.map(within), nodeInfo, labels),
    scraped: [
      ...notThere(nodes.map(within), [...nodeInfo, ...kubelets], labels),
      ...notThere(hosts.map(within), kubelets, labels),
    ],
  };
}

const namesIn = (series: PromReply['series']) => ({
  nodes: series[NAMES_EVER.nodes],
  hosts: series[NAMES_EVER.hosts],
  clusters: series[NAMES_EVER.clusters],
  unlabelled: series[NAMES_EVER.unlabelled],
});

function notThere(ever: readonly Series[], now: readonly Series[] = [], labels: LabelNames): readonly NodeIdentity[] {
  const there = new Set(now.map((one) => placeOf(one, labels)));
  const found = new Map(ever.map((one) => [placeOf(one, labels), one] as const));
  const gone = [...found].flatMap(([place, one]) => (there.has(place) ? [] : [one]));
  return gone.map((one) => scrapedIdentity(one, labels)).filter(({ node }) => node !== '');
}

/** By its node label, else by the host. */
const placeOf = ({ labels: found }: Series, { cluster, node, instance }: LabelNames): string =>
  `${found[cluster] ?? ''}\n${found[node] || hostIn(found[instance])}`;
