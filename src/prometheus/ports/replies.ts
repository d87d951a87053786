import type { PromQuery, PromReply } from './port';

export const NO_REPLY: PromReply = { series: {}, errors: [], warnings: [] };

/** What several requests brought: of one refId the later series. */
export const joinReplies = (...replies: readonly PromReply[]): PromReply => ({
  series: Object.assign({}, ...replies.map(({ series }) => series)) as PromReply['series'],
  errors: replies.flatMap(({ errors }) => errors),
  warnings: [...new Set(replies.flatMap(({ warnings }) => warnings))],
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
