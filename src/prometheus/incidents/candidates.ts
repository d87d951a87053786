import { NO_REPLY } from '../ports/replies';
import type { PodName } from '../../domain/incidents/reviewData';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Series } from '../../domain/series';
import type { DurationMs, EpochMs } from '../../domain/units';
import { partsOf } from '../fleet/parts';
import { gapsIn } from '../gaps';
import type { PrometheusPort, PromReply, PromRequest, Stretch } from '../ports/port';
import type { LabelNames } from '../scope';

import { candidateQueries, nodesOfPods, watchedLooks, watchedQuery, type CandidateScope } from './candidateQueries';
import { looksAt, piecesOf, stretchesAround } from './pieces';

export interface Candidate extends Stretch {
  readonly identity: NodeIdentity;
}

export interface Candidates {
  /** A node and when something may have happened on it, the latest first. */
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
  /** What is later may be in the future. */
  readonly until?: EpochMs;
}

/**
 * Which of the nodes have anything that may be about memory, and when: six queries over all of them for each
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
  { labels, cluster, scrapeInterval, nodes, until }: Asked,
  piece: Stretch,
  signal: AbortSignal | undefined
): Promise<Piece> {
  const watched = { ...piece, ...(until !== undefined && { until }) };
  const scope: CandidateScope = { labels, scrapeInterval, ...watched, ...(cluster && { cluster }) };
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
  const looks = new Map<NodeIdentity, readonly EpochMs[]>();
  const put = (times: readonly EpochMs[]) => (node: NodeIdentity) =>
    looks.set(node, [...(looks.get(node) ?? []), ...times]);
  DIRECT.flatMap((refId) => reply.series[refId] ?? []).forEach((series) => place(series).forEach(put(series.times)));
  (named.series['candidateNodes'] ?? []).forEach((series) =>
    place(series).forEach(put(pods.get(nameOf(series))?.looks ?? []))
  );
  const { unwatched, steady } = watchOf(nodes, reply.series['candidateWatched'], {
    place,
    looks: watchedLooks(watched).count,
  });
  const seen = [...looks].filter(([node]) => !unwatched.includes(node));
  const stretchesOf = (node: NodeIdentity, times: readonly EpochMs[]) =>
    steady.has(node) ? stretchesAround(times, piece) : [piece];
  const reasons = gapsIn(merged(reply, named)).flatMap((gap) =>
    gap.kind === 'failed' ? [gap.message] : gap.kind === 'partial' ? [gap.warning] : []
  );
  return {
    found: [
      ...seen
        .flatMap(([identity, times]) => stretchesOf(identity, times).map((stretch) => ({ identity, ...stretch })))
        .sort((a, b) => b.to - a.to),
      ...unwatched.map((identity) => ({ identity, ...piece })),
    ],
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

interface Watching {
  readonly place: (series: Series) => readonly NodeIdentity[];
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
