import type { PromQuery, PromReply } from './port';

export const NO_REPLY: PromReply = { series: {}, errors: [], warnings: [] };

/** A server that is down is not asked for what it did not say. */
export const isNothing = ({ series, errors }: PromReply): boolean =>
  Object.keys(series).length === 0 && errors.length > 0;

/** What several requests brought: of one refId the later series. */
export const joinReplies = (...replies: readonly PromReply[]): PromReply => ({
  series: Object.assign({}, ...replies.map(({ series }) => series)) as PromReply['series'],
  errors: replies.flatMap(({ errors }) => errors),
  warnings: [...new Set(replies.flatMap(({ warnings }) => warnings))],
});

/** What a later request found beside the first: of one refId the series of both. */
export const withMore = (reply: PromReply, more: PromReply): PromReply => ({
  ...joinReplies(reply, more),
  series: Object.fromEntries(
    Object.keys({ ...reply.series, ...more.series }).map((refId) => [
      refId,
      [...(reply.series[refId] ?? []), ...(more.series[refId] ?? [])],
    ])
  ),
});

/** What a reply says of these queries, with the errors that name none. */
export function replyTo(queries: readonly PromQuery[], { series, errors, warnings }: PromReply): PromReply {
  const refIds = new Set(queries.map(({ refId }) => refId));
  return {
    series: Object.fromEntries(Object.entries(series).filter(([refId]) => refIds.has(refId))),
    errors: errors.filter(({ refId }) => refId === undefined || refIds.has(refId)),
    warnings,
  };
}
