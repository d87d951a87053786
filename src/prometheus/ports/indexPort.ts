import type { Series } from '../../domain/series';
import type { EpochMs } from '../../domain/units';

import type { Indexed } from './indexed';
import type { PrometheusPort } from './port';
import { isNothing, joinReplies, NO_REPLY } from './replies';

/** Undefined where the index does not tell it. Never rejects. */
export type AskIndex = (indexed: Indexed, to: EpochMs, signal?: AbortSignal) => Promise<readonly Series[] | undefined>;

/** The same port, which asks the index what the index tells, beside the rest; and what it did not tell is asked like the rest. */
export function indexPort(port: PrometheusPort, ask: AskIndex): PrometheusPort {
  return async (request, signal) => {
    const indexed = request.queries.flatMap((query) => (query.index ? [{ query, index: query.index }] : []));
    if (indexed.length === 0) {
      return port(request, signal);
    }
    const others = request.queries.filter(({ index }) => index === undefined);
    const [reply, ...told] = await Promise.all([
      others.length === 0 ? NO_REPLY : port({ ...request, queries: others }, signal),
      ...indexed.map(({ index }) => ask(index, request.to, signal)),
    ]);
    const left = indexed.flatMap(({ query, index }, i) => (told[i] || index.isOptional ? [] : [query]));
    const series = Object.fromEntries(indexed.flatMap(({ query }, i) => (told[i] ? [[query.refId, told[i]]] : [])));
    const known = joinReplies(reply, { ...NO_REPLY, series });
    if (left.length === 0) {
      return known;
    }
    const [error] = reply.errors;
    return error && isNothing(reply)
      ? { ...known, errors: [...known.errors, ...left.map(({ refId }) => ({ ...error, refId }))] }
      : joinReplies(known, await port({ ...request, queries: left }, signal));
  };
}
