import type { PodName } from '../../domain/incidents/reviewData';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Series } from '../../domain/series';
import type { DurationMs, EpochMs } from '../../domain/units';
import { partsOf } from '../fleet/parts';
import { gapsIn } from '../gaps';
import { oneAhead } from '../inTurns';
import { joinReplies } from '../ports/replies';
import type { PrometheusPort, PromReply, PromRequest, Stretch } from '../ports/port';
import type { LabelNames } from '../scope';

import {
  candidateQueries,
  killLooks,
  nodesOfPods,
  watchedLooks,
  watchedQuery,
  type CandidateScope,
} from './candidateQueries';
import { allLooksAt, looksAt, piecesOf, stretchesAround } from './pieces';

export interface Candidate extends Stretch {
  readonly identity: NodeIdentity;
}

/** What was found of a piece of the range. */
export interface Candidates extends Stretch {
  /** A node and when something may have happened on it, the latest first. */
  readonly found: readonly Candidate[];
  /** Nodes whose kills or evictions nobody counts: they are among the candidates, whatever happened. */
  readonly unwatched: readonly NodeIdentity[];
  /** Why something of it could not be asked. */
  readonly failed: readonly string[];
}

interface Asked extends Stretch {
  readonly labels: LabelNames;
  readonly cluster?: string;
  readonly scrapeInterval: DurationMs;
  readonly nodes: readonly NodeIdentity[];
  /** What is later may be in the future. */
  readonly until?: EpochMs;
}

/**
 * Which of the nodes have anything that may be about memory, and when, the latest piece of the range first: six queries over all of
 * them for each, then one for the nodes of the pods they found and one for when the kernel killed. None is missed that a review of
 * all would find; some turn out to be nothing.
 */
export const findCandidates = (port: PrometheusPort, asked: Asked, signal?: AbortSignal): AsyncGenerator<Candidates> =>
  oneAhead(piecesOf(asked), (piece) => askPiece(port, asked, piece, signal));

async function askPiece(
  port: PrometheusPort,
  { labels, cluster, scrapeInterval, nodes, until }: Asked,
  piece: Stretch,
  signal: AbortSignal | undefined
): Promise<Candidates> {
  const scope: CandidateScope = {
    labels,
    scrapeInterval,
    ...piece,
    ...(until !== undefined && { until }),
    ...(cluster && { cluster }),
  };
  const reply = await askTwice((queries) => port({ queries, ...looksAt(piece) }, signal), scope);
  const place = placing(nodes, labels);
  const { unwatched, steady } = watchOf(nodes, reply.series['candidateWatched'], {
    place,
    looks: watchedLooks(scope).count,
  });
  const shown = [...looksOf(reply, place, piece)].filter(([node]) => !unwatched.includes(node));
  const stretchesOf = (node: NodeIdentity, looks: readonly EpochMs[]) =>
    steady.has(node) ? stretchesAround(looks, piece) : [piece];
  const reasons = gapsIn(reply).flatMap((gap) =>
    gap.kind === 'failed' ? [gap.message] : gap.kind === 'partial' ? [gap.warning] : []
  );
  return {
    ...piece,
    found: [
      ...shown
        .flatMap(([identity, looks]) => stretchesOf(identity, looks).map((stretch) => ({ identity, ...stretch })))
        .sort((a, b) => b.to - a.to),
      ...unwatched.map((identity) => ({ identity, ...piece })),
    ],
    unwatched,
    failed: [...new Set(reasons)],
  };
}

/** All nodes; then where the pods were and when it was, of what that showed. */
async function askTwice(
  ask: (queries: PromRequest['queries']) => Promise<PromReply>,
  scope: CandidateScope
): Promise<PromReply> {
  const first = await ask([...candidateQueries(scope), watchedQuery(scope)]);
  const pods = [...podsIn(first).values()].map(({ pod }) => pod);
  const killed = killedIn(first);
  const closer = [
    ...(pods.length > 0 ? [nodesOfPods(scope, pods)] : []),
    ...(killed.length > 0 ? [killLooks(scope, killed)] : []),
  ];
  return closer.length === 0 ? first : joinReplies(first, await ask(closer));
}

const killedIn = ({ series }: PromReply): readonly Series[] => series['candidateKilled'] ?? [];

type Place = (series: Series) => readonly NodeIdentity[];

/** The looks at which anything showed of a node. */
function looksOf(reply: PromReply, place: Place, piece: Stretch): ReadonlyMap<NodeIdentity, readonly EpochMs[]> {
  const looks = new Map<NodeIdentity, readonly EpochMs[]>();
  const put = (series: Series, times: readonly EpochMs[]) =>
    place(series).forEach((node) => looks.set(node, [...(looks.get(node) ?? []), ...times]));
  DIRECT.flatMap((refId) => reply.series[refId] ?? []).forEach((series) => put(series, series.times));
  if (!reply.series['candidateKills']) {
    killedIn(reply).forEach((series) => put(series, allLooksAt(piece)));
  }
  const pods = podsIn(reply);
  (reply.series['candidateNodes'] ?? []).forEach((series) => put(series, pods.get(nameOf(series))?.looks ?? []));
  return looks;
}

/** Whose series name the node, or where they were scraped. */
const DIRECT = ['candidateEvictions', 'candidateKills', 'candidateRestarts'];

const nameOf = ({ labels: { namespace, pod } }: Series): string => `${namespace}/${pod}`;

interface Shown {
  readonly pod: PodName;
  readonly looks: readonly EpochMs[];
}

/** The pods that something happened to, and the looks at which it showed. */
function podsIn({ series }: PromReply): ReadonlyMap<string, Shown> {
  const found = new Map<string, Shown>();
  for (const one of ['candidateEnds', 'candidateEvicted'].flatMap((refId) => series[refId] ?? [])) {
    const { namespace, pod } = one.labels;
    const name = nameOf(one);
    if (namespace && pod) {
      found.set(name, { pod: { namespace, pod }, looks: [...(found.get(name)?.looks ?? []), ...one.times] });
    }
  }
  return found;
}

/** The nodes that a series is about: by its node label, else by the host it was scraped at. */
function placing(nodes: readonly NodeIdentity[], labels: LabelNames): Place {
  const byName = groupedBy(nodes, ({ node }) => [node]);
  const byHost = groupedBy(nodes, ({ node, internalIp }) => [node, ...(internalIp ? [internalIp] : [])]);
  return ({ labels: found }) => {
    const name = found[labels.node];
    const host = (found[labels.instance] ?? '').replace(/:\d+$/, '');
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

interface Watching {
  readonly place: Place;
  /** At which an exporter is to be there. */
  readonly looks: number;
}

/** Who counts nothing shows nothing; and what shows is no older than a look where all exporters were there at each. */
function watchOf(
  nodes: readonly NodeIdentity[],
  watched: readonly Series[] | undefined,
  { place, looks }: Watching
): { readonly unwatched: readonly NodeIdentity[]; readonly steady: ReadonlySet<NodeIdentity> } {
  if (watched === undefined) {
    return { unwatched: [], steady: new Set() };
  }
  const parts = partsOf(watched);
  const countsOf = (part: string) => {
    const counts = new Map<NodeIdentity, number>();
    for (const series of parts.get(part) ?? []) {
      place(series).forEach((node) => counts.set(node, Math.max(series.values[0] ?? 0, counts.get(node) ?? 0)));
    }
    return counts;
  };
  const [kills, evictions, statuses] = ['kills', 'evictions', 'statuses'].map(countsOf);
  const unwatched = nodes.filter((node) => !kills!.has(node) || !evictions!.has(node));
  const isAlways = (node: NodeIdentity) =>
    [kills, evictions, statuses].every((counts) => (counts!.get(node) ?? looks) >= looks);
  return { unwatched, steady: new Set(nodes.filter(isAlways)) };
}
