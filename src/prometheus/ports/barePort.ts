import { distinctBy } from '../../domain/distinctBy';
import type { Bare } from './bare';
import { failedFor, readsOf, seriesFor, spareReads, type Need, type Read } from './bareReads';
import { asStored, inOrder, isStamped, partOfSeries } from './bareSeries';
import { readApart, readTogether } from './bareTogether';
import { isWorthAnother } from './bundlePort';
import { joinReplies, NO_REPLY, replyTo } from './replies';
import type { PrometheusPort, PromQuery, PromReply, PromRequest, QueryError } from './port';

type BareQuery = PromQuery & { readonly bare: Bare };

/**
 * The same port by bare series: one that several questions are made of is read once, those of the same matchers in one query, and
 * what is asked is made of them here. For each step of each `max by`, `label_replace` and `or` a server copies all labels, and for
 * each `timestamp` it seeks; what is only selected it gives out at once. Where that fails the questions are asked as they are.
 */
export function barePort(port: PrometheusPort): PrometheusPort {
  return async (request, signal) => {
    const bare = request.queries.filter(isBare);
    if (bare.length === 0) {
      return port(request, signal);
    }
    const ask = (queries: readonly PromQuery[]) =>
      queries.length === 0 ? Promise.resolve(NO_REPLY) : port({ ...request, queries }, signal);
    const needs = bare.flatMap((query) => needsOf(query, request));
    const reads = readsOf(needs);
    const others = [...request.queries.filter((query) => !isBare(query)), ...bare.flatMap(restOf)];
    const together = readTogether(reads, request);
    const first = readApart(together, await ask([...others, ...together.map(({ query }) => query)]));
    const spare = readTogether(spareReads(needs, reads, first), request);
    const second = readApart(spare, await ask(spare.map(({ query }) => query)));
    const came = {
      request,
      reads: [...reads, ...spare.flatMap((one) => one.reads)],
      reply: joinReplies(first, second),
    };
    const made = madeOf(bare, came);
    const failed = bare.filter(({ refId }) => made[refId] === undefined);
    const again = failed.filter((query) => isWorthAsking(errorsOf(query, came), first));
    const asked = await ask(again.map(({ bare: _, ...query }) => query));
    const lost = failed.filter((query) => !again.includes(query));
    return joinReplies(
      replyTo(
        others.filter(({ refId }) => failed.every((query) => query.refId !== refId)),
        first
      ),
      { series: made, errors: lost.flatMap((query) => errorsOf(query, came)), warnings: second.warnings },
      asked
    );
  };
}

/** A server that is down is not asked again. */
const isWorthAsking = (own: readonly QueryError[], { errors }: PromReply): boolean =>
  own.every(isWorthAnother) && (own.length > 0 || errors.length === 0);

const isBare = (query: PromQuery): query is BareQuery => query.bare !== undefined && query.mode === 'range';

/** What else is asked for its answer. */
function restOf({ bare, ...query }: BareQuery): readonly PromQuery[] {
  return bare.rest === undefined ? [] : [{ ...query, expr: bare.rest }];
}

const needsOf = ({ bare, step }: BareQuery, { step: common }: PromRequest): readonly Need[] =>
  bare.parts
    .flatMap((part) => [part, ...(isStamped(part) ? [asStored(part)] : []), ...(part.while ? [part.while] : [])])
    .map((series) => ({ ...series, step: step ?? common }));

interface Came {
  readonly request: PromRequest;
  readonly reads: readonly Read[];
  readonly reply: PromReply;
}

/** The answers to those questions for which nothing failed. */
function madeOf(queries: readonly BareQuery[], { request, reads, reply }: Came): PromReply['series'] {
  const answers = queries.flatMap((query) => {
    const { refId, bare, step = request.step } = query;
    const rest = bare.rest === undefined ? [] : reply.series[refId];
    if (!rest || needsOf(query, request).some((need) => failedFor(need, reads, reply).length > 0)) {
      return [];
    }
    const made = bare.parts.flatMap((part) =>
      partOfSeries(part, (series) => seriesFor({ ...series, step }, reads, reply), { ...request, step })
    );
    return [[refId, inOrder([...rest, ...made])] as const];
  });
  return Object.fromEntries(answers);
}

/** Why a question has no answer, under its own name. */
function errorsOf(query: BareQuery, { request, reads, reply }: Came): readonly QueryError[] {
  const failed = needsOf(query, request).flatMap((need) => failedFor(need, reads, reply));
  const refIds = new Set([query.refId, ...failed.map(({ refId }) => refId)]);
  const own = reply.errors.filter(({ refId }) => refId !== undefined && refIds.has(refId));
  return distinctBy(own, ({ message }) => message).map((error) => ({ ...error, refId: query.refId }));
}
