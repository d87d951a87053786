import type { PodName } from '../../domain/incidents/reviewData';
import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import type { Series } from '../../domain/series';
import type { DurationMs, EpochMs } from '../../domain/units';
import { gapsIn } from '../gaps';
import { isNothing, joinReplies, NO_REPLY } from '../ports/replies';
import type { PrometheusPort, PromQuery, PromReply, Stretch } from '../ports/port';
import type { LabelNames } from '../scope';

import { candidateQueries, nodesOfPods, type CandidateScope } from './candidateQueries';
import { kernelLooks } from './kernelQueries';
import { allLooksAt, lookOf, looksAt, piecesOf, stretchesAround } from './pieces';
import { placing, type Place } from './placing';
import { atLooksQuery, atMarksQueries, timesAt } from './watchQueries';
import { absentOf, seenAtLooks, steadyOf, unsureOf } from './watching';

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
 * Which of the nodes have anything that may be about memory, and when, the latest piece of the range first: three queries over all of
 * them for each; then one for the nodes of the pods they found, two for when kernels killed or began that may have, and one for whether
 * somebody watched the nodes all the while of which something showed, which is asked once more of those that only these led to. None is
 * missed that a review of all would find; some turn out to be nothing.
 */
export async function* findCandidates(
  port: PrometheusPort,
  asked: Asked,
  signal?: AbortSignal
): AsyncGenerator<Candidates, void> {
  for (const piece of piecesOf(asked)) {
    yield await askPiece(port, asked, piece, signal);
  }
}

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
  const ask: Ask = (queries) =>
    queries.length === 0 ? Promise.resolve(NO_REPLY) : port({ queries, ...looksAt(piece) }, signal);
  const watchOf = (some: readonly NodeIdentity[]) => (some.length > 0 ? [atLooksQuery(scope, some)] : []);
  const place = placing(nodes, labels);
  const first = await ask([...candidateQueries(scope), ...atMarksQueries(scope)]);
  const { candidateKernels: kills, candidateKubelets: evictions } = first.series;
  const absent = kills && evictions ? absentOf(nodes, { kills, evictions }, place) : [];
  const unsure = kills ? [...new Set([...unsureOf(kills, place), ...absent])] : isNothing(first) ? [] : nodes;
  const few = unsure.length > FEW ? [] : unsure;
  const known = [...new Set([...looksOf(first, place).keys(), ...absent, ...few])];
  const closely = await ask([...closer(scope, first, unsure), ...watchOf(known)]);
  const shown = joinReplies(first, closely);
  const looks = looksOf(shown, place);
  if (KERNEL.some((refId) => !closely.series[refId])) {
    few.forEach((node) => looks.set(node, allLooksAt(piece)));
  }
  const isKnown = new Set(known);
  const others = [...looks.keys()].filter((node) => !isKnown.has(node));
  const later = await ask(watchOf(others));
  const unwatched = absentOf(absent, seenAtLooks(closely.series['candidateSteady'] ?? []), place);
  const steadyIn = (some: readonly NodeIdentity[], { series: { candidateSteady: atLooks } }: PromReply) =>
    atLooks ? [...steadyOf(some, atLooks, { place, looks: timesAt(scope, lookOf(scope)).count })] : [];
  const steady = new Set([...steadyIn(known, closely), ...steadyIn(others, later)]);
  const stretchesOf = (node: NodeIdentity, at: readonly EpochMs[]) =>
    steady.has(node) ? stretchesAround(at, piece) : [piece];
  const isUnwatched = new Set(unwatched);
  return {
    ...piece,
    found: [
      ...[...looks]
        .filter(([identity]) => !isUnwatched.has(identity))
        .flatMap(([identity, at]) => stretchesOf(identity, at).map((stretch) => ({ identity, ...stretch })))
        .sort((a, b) => b.to - a.to),
      ...unwatched.map((identity) => ({ identity, ...piece })),
    ],
    unwatched,
    failed: failuresOf(joinReplies(shown, later)),
  };
}

const failuresOf = (reply: PromReply): readonly string[] => {
  const reasons = gapsIn(reply).flatMap((gap) =>
    gap.kind === 'failed' ? [gap.message] : gap.kind === 'partial' ? [gap.warning] : []
  );
  return [...new Set(reasons)];
};

/** Of more nodes it is asked who was there all the while when it is known which of them showed something. */
const FEW = 50;

/** Where the pods were that showed something, and when that was of kernels. */
function closer(scope: CandidateScope, first: PromReply, unsure: readonly NodeIdentity[]): readonly PromQuery[] {
  const pods = [...podsIn(first).values()].map(({ pod }) => pod);
  return [
    ...(pods.length > 0 ? [nodesOfPods(scope, pods)] : []),
    ...(unsure.length > 0 ? kernelLooks(scope, unsure) : []),
  ];
}

type Ask = (queries: readonly PromQuery[]) => Promise<PromReply>;

/** The looks at which anything showed of a node. */
function looksOf(reply: PromReply, place: Place): Map<NodeIdentity, readonly EpochMs[]> {
  const looks = new Map<NodeIdentity, readonly EpochMs[]>();
  const put = (series: Series, times: readonly EpochMs[]) =>
    place(series).forEach((node) => looks.set(node, [...(looks.get(node) ?? []), ...times]));
  ['candidateEvictions', ...KERNEL]
    .flatMap((refId) => reply.series[refId] ?? [])
    .forEach((series) => put(series, series.times));
  const pods = podsIn(reply);
  (reply.series['candidateNodes'] ?? []).forEach((series) => put(series, pods.get(nameOf(series))?.looks ?? []));
  return looks;
}

const KERNEL = ['candidateKills', 'candidateRestarts'];

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
