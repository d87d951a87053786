import { NO_REPLY } from '../ports/replies';
import type { PodName } from '../../domain/incidents/reviewData';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Series } from '../../domain/series';
import type { DurationMs, EpochMs } from '../../domain/units';
import { gapsIn } from '../gaps';
import type { PrometheusPort, PromReply, PromRequest, Stretch } from '../ports/port';
import type { LabelNames } from '../scope';

import { candidateQueries, nodesOfPods, watchedQuery, type CandidateScope } from './candidateQueries';
import { looksAt, piecesOf } from './pieces';

export interface Candidate extends Stretch {
  readonly identity: NodeIdentity;
}

export interface Candidates {
  /** A node and the day in which something may have happened on it, the latest first. */
  readonly found: readonly Candidate[];
  /** Nodes whose kills or evictions nobody counts: they are among the candidates, whatever happened. */
  readonly unwatched: readonly NodeIdentity[];
  /** Parts of the range of which it could not be asked, and why. */
  readonly failed: ReadonlyArray<Stretch & { readonly reasons: readonly string[] }>;
}

interface Asked extends Stretch {
  readonly labels: LabelNames;
  readonly cluster?: string;
  readonly scrapeInterval: DurationMs;
  readonly nodes: readonly NodeIdentity[];
}

/**
 * Which of the nodes have anything that may be about memory, and in which part of the range: six queries over all of them for each
 * day, and one for the nodes of the pods they found. None is missed that a review of all would find; some turn out to be nothing.
 */
export async function findCandidates(port: PrometheusPort, asked: Asked, signal?: AbortSignal): Promise<Candidates> {
  const pieces: Piece[] = [];
  for (const piece of piecesOf(asked)) {
    pieces.push(await askPiece(port, asked, piece, signal));
  }
  return {
    found: pieces.flatMap(({ found }) => found),
    unwatched: [...new Set(pieces.flatMap(({ unwatched }) => unwatched))],
    failed: pieces.flatMap(({ failed }) => failed),
  };
}

type Piece = Candidates;

async function askPiece(
  port: PrometheusPort,
  { labels, cluster, scrapeInterval, nodes }: Asked,
  piece: Stretch,
  signal: AbortSignal | undefined
): Promise<Piece> {
  const scope: CandidateScope = { labels, scrapeInterval, ...piece, ...(cluster && { cluster }) };
  const ask = (queries: PromRequest['queries']) => port({ queries, ...looksAt(piece) }, signal);
  const reply = await ask([...candidateQueries(scope), watchedQuery(scope)]);
  const pods = podsIn(reply);
  const named =
    pods.size === 0
      ? NO_REPLY
      : await ask([
          nodesOfPods(
            scope,
            [...pods.values()].map(({ pod }) => pod)
          ),
        ]);
  const place = placing(nodes, labels);
  const latest = new Map<NodeIdentity, EpochMs>();
  const put = (at: EpochMs) => (node: NodeIdentity) => latest.set(node, Math.max(at, latest.get(node) ?? 0));
  DIRECT.flatMap((refId) => reply.series[refId] ?? []).forEach((series) => place(series).forEach(put(lastOf(series))));
  (named.series['candidateNodes'] ?? []).forEach((series) =>
    place(series).forEach(put(pods.get(nameOf(series))?.at ?? piece.from))
  );
  const watched = reply.series['candidateWatched'];
  const unwatched = watched ? findUnwatched(nodes, watched, place) : [];
  unwatched.filter((node) => !latest.has(node)).forEach(put(piece.from));
  const reasons = gapsIn(merged(reply, named)).flatMap((gap) =>
    gap.kind === 'failed' ? [gap.message] : gap.kind === 'partial' ? [gap.warning] : []
  );
  return {
    found: [...latest].sort(([, a], [, b]) => b - a).map(([identity]) => ({ identity, ...piece })),
    unwatched,
    failed: reasons.length > 0 ? [{ ...piece, reasons: [...new Set(reasons)] }] : [],
  };
}

/** Whose series name the node, or where they were scraped. */
const DIRECT = ['candidateEvictions', 'candidateKills', 'candidateRestarts'];

const merged = (one: PromReply, other: PromReply) => ({
  errors: [...one.errors, ...other.errors],
  warnings: [...one.warnings, ...other.warnings],
});

const lastOf = ({ times }: Series): EpochMs => times.at(-1) ?? 0;

const nameOf = ({ labels: { namespace, pod } }: Series): string => `${namespace}/${pod}`;

/** The pods that something happened to, and when it showed last. */
function podsIn({ series }: PromReply): ReadonlyMap<string, { readonly pod: PodName; readonly at: EpochMs }> {
  const found = new Map<string, { readonly pod: PodName; readonly at: EpochMs }>();
  for (const one of ['candidateEnds', 'candidateEvicted'].flatMap((refId) => series[refId] ?? [])) {
    const { namespace, pod } = one.labels;
    const name = nameOf(one);
    if (namespace && pod) {
      found.set(name, { pod: { namespace, pod }, at: Math.max(lastOf(one), found.get(name)?.at ?? 0) });
    }
  }
  return found;
}

/** The nodes that a series is about: by its node label, else by the host it was scraped at. */
function placing(nodes: readonly NodeIdentity[], labels: LabelNames): (series: Series) => readonly NodeIdentity[] {
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

function findUnwatched(
  nodes: readonly NodeIdentity[],
  watched: readonly Series[],
  place: (series: Series) => readonly NodeIdentity[]
): readonly NodeIdentity[] {
  const seenBy = (part: string) => new Set(watched.filter(({ labels }) => labels['tidemark'] === part).flatMap(place));
  const [kills, evictions] = [seenBy('kills'), seenBy('evictions')];
  return nodes.filter((node) => !kills.has(node) || !evictions.has(node));
}
