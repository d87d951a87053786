import type { DataFrame } from '@grafana/data';

import type { Frugal, PromQuery, PromReply } from '../prometheus/ports/port';

/** One panel query, prepared: what to ask Prometheus and how its answer becomes frames. */
export interface Plan {
  /** Unique in the plan. */
  readonly queries: readonly PromQuery[];
  /** What must be asked once more, under the same refIds, because the reply shows pods that were not named. */
  readonly again?: (reply: PromReply) => readonly PromQuery[];
  readonly frames: (reply: PromReply) => readonly DataFrame[];
}

/** The queries under refIds of their own: `nodeInfo` of panel query A is asked as `A_nodeInfo`. */
export const withPrefix = (prefix: string, queries: readonly PromQuery[]): readonly PromQuery[] =>
  queries.map(({ frugal, ...query }) => ({
    ...query,
    refId: `${prefix}_${query.refId}`,
    ...(frugal && { frugal: frugalUnder(prefix, queries, frugal) }),
  }));

/** It speaks of the other queries by their own refIds. */
const frugalUnder = (prefix: string, queries: readonly PromQuery[], { heldBy, when, ...frugal }: Frugal): Frugal => ({
  ...frugal,
  ...(heldBy && { heldBy: heldBy.map((refId) => `${prefix}_${refId}`) }),
  ...(when && { when: (reply) => when(answerTo(prefix, queries, reply)) }),
});

/** The part of a reply that answers the queries asked with that prefix, under their own refIds, and what concerns all. */
export function answerTo(prefix: string, queries: readonly PromQuery[], reply: PromReply): PromReply {
  const own = new Map(queries.map(({ refId }) => [`${prefix}_${refId}`, refId]));
  return {
    series: Object.fromEntries(
      Object.entries(reply.series).flatMap(([asked, series]) => {
        const refId = own.get(asked);
        return refId === undefined ? [] : [[refId, series]];
      })
    ),
    errors: reply.errors.flatMap((error) => {
      const refId = error.refId === undefined ? undefined : own.get(error.refId);
      return error.refId === undefined ? [error] : refId === undefined ? [] : [{ ...error, refId }];
    }),
    warnings: reply.warnings,
  };
}
