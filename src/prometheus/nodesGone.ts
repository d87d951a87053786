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
  const { labels } = scope;
  const cluster = scope.cluster || onlyCluster(series, labels);
  const { [NAMES_EVER.nodes]: named, [NAMES_EVER.hosts]: scrapedAt, nodeInfo = [], kubelets = [] } = series;
  if (cluster === undefined || !named || !scrapedAt) {
    return undefined;
  }
  const within = (one: Series) => ({
    ...one,
    labels: { ...one.labels, ...(cluster && { [labels.cluster]: cluster }) },
  });
  const [nodes, hosts] = [named.map(within), scrapedAt.map(within)];
  // Names do not say which of the two showed them.
  return {
    published: notThere(nodes, nodeInfo, labels),
    scraped: [...notThere(nodes, [...nodeInfo, ...kubelets], labels), ...notThere(hosts, kubelets, labels)],
  };
}

/** Empty where no series carries a cluster; undefined where there are several, or nobody could tell. */
function onlyCluster(series: PromReply['series'], labels: LabelNames): string | undefined {
  const { [NAMES_EVER.clusters]: clusters, [NAMES_EVER.unlabelled]: unlabelled } = series;
  if (!clusters || !unlabelled) {
    return undefined;
  }
  const all = [...clusters.map((one) => one.labels[labels.cluster] ?? ''), ...(unlabelled.length > 0 ? [''] : [])];
  return all.length > 1 ? undefined : (all[0] ?? '');
}

function notThere(ever: readonly Series[], now: readonly Series[] = [], labels: LabelNames): readonly NodeIdentity[] {
  const there = new Set(now.map((one) => placeOf(one, labels)));
  const found = new Map(ever.map((one) => [placeOf(one, labels), one] as const));
  const gone = [...found].flatMap(([place, one]) => (there.has(place) ? [] : [one]));
  return gone.map((one) => scrapedIdentity(one, labels)).filter(({ node }) => node !== '');
}

/** By its node label, else by the host. */
const placeOf = ({ labels: found }: Series, { cluster, node, instance }: LabelNames): string =>
  `${found[cluster] ?? ''}\n${found[node] || hostIn(found[instance])}`;
