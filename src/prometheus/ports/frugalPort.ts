import type { PodName } from '../../domain/incidents/reviewData';
import type { DurationMs } from '../../domain/units';

import {
  changedPods,
  changedStretches,
  eachRef,
  edgeRefs,
  endRef,
  endsAtLook,
  filled,
  gridsOf,
  isOfPods,
  isShort,
  lookStep,
  thereRef,
  withEdges,
  type Close,
} from './frugal';
import type { Frugal, PrometheusPort, PromQuery, PromReply, PromRequest, Stretch } from './port';
import { isNothing, joinReplies, NO_REPLY, replyTo } from './replies';
import { OVERLAP } from '../tail';

/**
 * The same port with less to read. What changes seldom is looked at every five minutes and at the end, and read closely only where
 * two looks differ or another question tells of a change; what is wanted only where something else is missing is asked only then.
 * The reply is as if all had been read at each step. What begins and ends again between two looks, and shows nowhere else, is not
 * in it.
 */
export function frugalPort(port: PrometheusPort): PrometheusPort {
  return async (request, signal) => {
    if (isShort(request) || request.queries.every(({ frugal }) => frugal === undefined)) {
      return port(request, signal);
    }
    const first = request.queries.filter(({ frugal }) => !frugal?.when);
    const reply = await readSparsely(port, { ...request, queries: first }, signal);
    return isNothing(reply) ? reply : joinReplies(reply, await readWhereMissing(port, { request, reply }, signal));
  };
}

interface Begun {
  readonly request: PromRequest;
  readonly reply: PromReply;
}

/** What stands in where the reply lacks something: over that stretch, and all along where it says anything there. */
async function readWhereMissing(port: PrometheusPort, { request, reply }: Begun, signal?: AbortSignal) {
  const wanted = request.queries.filter(({ frugal }) => frugal?.when);
  const missing = missingIn(wanted, { request, reply });
  const there = await Promise.all(
    missing.map(({ stretch, queries }) => port({ ...request, ...stretch, queries }, signal))
  );
  const speaking = missing.flatMap(({ stretch, queries }, i) =>
    isWhole(stretch, request) ? [] : queries.filter(({ refId }) => (there[i]?.series[refId] ?? []).length > 0)
  );
  const all = speaking.length === 0 ? NO_REPLY : await port({ ...request, queries: speaking }, signal);
  const asked = missing.flatMap(({ queries }) => queries);
  const spared = wanted.filter((query) => !asked.includes(query)).map(({ refId }) => [refId, []] as const);
  return joinReplies({ ...NO_REPLY, series: Object.fromEntries(spared) }, ...there, all);
}

const isWhole = (stretch: Stretch, { from, to }: PromRequest): boolean => stretch.from <= from && stretch.to >= to;

/** What must be asked as well: together where it is wanted over the same stretch. */
function missingIn(wanted: readonly PromQuery[], { request, reply }: Begun) {
  const found = new Map<string, { readonly stretch: Stretch; readonly queries: readonly PromQuery[] }>();
  for (const query of wanted) {
    const where = query.frugal?.when?.(reply);
    if (where) {
      const stretch = { from: Math.max(where.from, request.from), to: Math.min(where.to, request.to) };
      const key = `${stretch.from} ${stretch.to}`;
      found.set(key, { stretch, queries: [...(found.get(key)?.queries ?? []), query] });
    }
  }
  return [...found.values()];
}

async function readSparsely(port: PrometheusPort, request: PromRequest, signal?: AbortSignal): Promise<PromReply> {
  const looks = lookStep(request);
  const asked = request.queries.filter(({ frugal, mode }) => frugal?.read && mode === 'range');
  if (looks === undefined || asked.length === 0) {
    return port(request, signal);
  }
  const others = request.queries.filter((query) => !asked.includes(query));
  const sparse = asked.map(seldomOf);
  const often = [...others, ...asked.flatMap(eachOf)];
  const isWhole = endsAtLook(request, looks);
  const edged = sparse.filter(({ frugal }) => isWhole && frugal?.atEnds);
  const atLooks = sparse.filter((query) => !edged.includes(query)).map((query) => ({ ...query, step: looks }));
  const atEnds = [...(isWhole ? [] : atEnd(sparse)), ...edged.flatMap((query) => atEdges(query, request, looks))];
  const ends = new Set(atEnds.map(({ refId }) => refId));
  const reply = withEdges(
    edged,
    request,
    await port({ ...request, queries: [...often, ...atLooks, ...atEnds] }, signal)
  );
  if (isNothing(reply)) {
    return { ...reply, errors: reply.errors.filter(({ refId }) => refId === undefined || !ends.has(refId)) };
  }
  const read = { request, looks, often, sparse, reply };
  const grids = gridsOf(read);
  const isAnswered = ({ refId, frugal }: PromQuery) =>
    [refId, ...(ends.has(endRef(refId)) ? [endRef(refId)] : []), ...(frugal?.apart ? [eachRef(refId)] : [])].every(
      (ref) => reply.series[ref] !== undefined
    );
  const isSparse = (query: PromQuery) => grids !== undefined && isAnswered(query) && isHeld(query, reply);
  const seldom = sparse.filter(isSparse);
  const again = asked.filter(({ refId }) => !seldom.some((query) => query.refId === refId));
  const stretches = grids && seldom.length > 0 ? changedStretches({ ...read, sparse: seldom }, grids) : [];
  const pods = grids && changedPods({ ...read, sparse: seldom }, grids);
  const [anew, ...close] = await Promise.all([
    again.length === 0 ? NO_REPLY : port({ ...request, queries: again }, signal),
    ...stretches.map((stretch) =>
      readClosely(port, { request, looked: reply, queries: seldom, stretch, pods }, signal)
    ),
  ]);
  const failed = new Set(close.flatMap((one) => seldom.filter(({ refId }) => one.reply.series[refId] === undefined)));
  const answers = seldom
    .filter((query) => !failed.has(query))
    .map((query) => [
      query.refId,
      [...filled(query, { reply, grids: grids!, close, pods }), ...(reply.series[eachRef(query.refId)] ?? [])],
    ]);
  return joinReplies(
    // Without what failed of the looks: that is read anew.
    replyTo(others, reply),
    { ...NO_REPLY, series: Object.fromEntries(answers) },
    anew,
    ...close.map((one) => ({ ...one.reply, series: {} }))
  );
}

/** Without what of it is read at each step. */
const seldomOf = (query: PromQuery): PromQuery =>
  query.frugal?.apart ? { ...query, expr: query.frugal.apart.seldom } : query;

/** That, which tells what the whole does. */
const eachOf = ({ refId, mode, frugal }: PromQuery): readonly PromQuery[] =>
  frugal?.apart
    ? [
        {
          refId: eachRef(refId),
          expr: frugal.apart.each,
          mode,
          ...(frugal.tells && { frugal: { tells: frugal.tells } }),
        },
      ]
    : [];

/** Where the range ends seldom falls on a look. */
const atEnd = (sparse: readonly PromQuery[]): readonly PromQuery[] =>
  sparse
    .filter(({ frugal }) => frugal?.read === 'seldom')
    .map(({ frugal: _, ...query }) => ({ ...query, refId: endRef(query.refId), mode: 'instant' }));

/** Whether it is there at the looks, and what it is at the first and at the last. */
function atEdges({ frugal, ...query }: PromQuery, { from, to }: Stretch, looks: DurationMs): readonly PromQuery[] {
  const [first, last] = edgeRefs(query.refId);
  const { there, ago = () => '' } = frugal?.atEnds ?? {};
  const { bare: _, ...alone } = query;
  return [
    { ...alone, ...there, refId: thereRef(query.refId), step: looks },
    { ...alone, refId: first, expr: ago(to - from), mode: 'instant' },
    { ...alone, refId: last, expr: ago(0), mode: 'instant' },
  ];
}

const isHeld = ({ frugal }: PromQuery, { series }: PromReply): boolean =>
  frugal?.heldBy === undefined || frugal.heldBy.some((refId) => (series[refId]?.length ?? 0) > 0);

interface Asking {
  readonly request: PromRequest;
  readonly looked: PromReply;
  readonly queries: readonly PromQuery[];
  readonly stretch: Stretch;
  readonly pods?: readonly PodName[];
}

async function readClosely(
  port: PrometheusPort,
  { request, looked, queries, stretch, pods }: Asking,
  signal?: AbortSignal
): Promise<Close> {
  const isPast = stretch.to <= request.to - OVERLAP;
  // Where no pod changed nothing is asked of pods.
  const isLeft = ({ frugal }: PromQuery) => pods?.length === 0 && isOfPods(frugal);
  const asked = queries
    .filter((query) => !isLeft(query))
    .map(({ frugal, ...query }) => ({ ...query, ...closelyOf(frugal, { looked, stretch, pods }), isPast }));
  const reply = asked.length === 0 ? NO_REPLY : await port({ ...request, ...stretch, queries: asked }, signal);
  const left = queries.filter(isLeft).map(({ refId }) => [refId, []] as const);
  return { ...stretch, reply: { ...reply, series: { ...reply.series, ...Object.fromEntries(left) } } };
}

type Asked = Pick<PromQuery, 'expr' | 'more' | 'bare'>;

function closelyOf(
  frugal: Frugal | undefined,
  { looked, stretch, pods }: Pick<Asking, 'looked' | 'stretch' | 'pods'>
): Partial<Asked> {
  const asked: Asked | undefined = frugal?.closely ? frugal.closely(looked, stretch) : pods && frugal?.ofPods?.(pods);
  return asked ? { expr: asked.expr, more: asked.more, bare: asked.bare } : {};
}
