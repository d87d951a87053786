import { NO_REPLY } from '../prometheus/ports/replies';
import { LoadingState, type DataFrame, type DataQueryError, type DataQueryResponse } from '@grafana/data';

import { renewed } from '../prometheus/nodePods';
import type { PrometheusPort, PromQuery, PromReply, PromRequest, QueryError } from '../prometheus/ports/port';

import { messageOf } from './errorText';
import { answerTo, withPrefix, type Plan } from './plan';
import { reasonOf } from './saidOnce';

/** A panel query that is planned, or that could not be. */
export type Prepared = { readonly refId: string } & ({ readonly plan: Plan } | { readonly error: unknown });

interface Asking {
  readonly port: PrometheusPort;
  readonly times: Omit<PromRequest, 'queries'>;
  readonly signal: AbortSignal;
}

/**
 * Answers all queries of a panel with one upstream request. Whatever failed is reported under the panel's own refId, beside
 * the frames that could be made. Rejects only when aborted.
 */
export async function answerPanel(prepared: readonly Prepared[], asking: Asking): Promise<DataQueryResponse> {
  const queries = prepared.flatMap((query) => ('plan' in query ? withPrefix(query.refId, query.plan.queries) : []));
  const reply = queries.length === 0 ? NO_REPLY : await askTwice(prepared, queries, asking);
  const answers = prepared.map((query) => answerQuery(query, reply));
  return responseOf(
    answers.flatMap(({ frames }) => frames),
    answers.flatMap(({ errors }) => errors)
  );
}

/** The second time only where the first answer shows that pods were not named. */
async function askTwice(
  prepared: readonly Prepared[],
  queries: readonly PromQuery[],
  { port, times, signal }: Asking
): Promise<PromReply> {
  const reply = await port({ ...times, queries }, signal);
  const again = prepared.flatMap((query) =>
    'plan' in query
      ? withPrefix(query.refId, query.plan.again?.(answerTo(query.refId, query.plan.queries, reply)) ?? [])
      : []
  );
  return again.length === 0 ? reply : renewed(reply, again, await port({ ...times, queries: again }, signal));
}

/** No data, and the same error under each query: what stops all of them. */
export const refusal = (refIds: readonly string[], error: unknown): DataQueryResponse =>
  responseOf(
    [],
    refIds.map((refId) => ({ refId, message: messageOf(error) }))
  );

interface QueryAnswer {
  readonly frames: readonly DataFrame[];
  readonly errors: readonly DataQueryError[];
}

function answerQuery(query: Prepared, reply: PromReply): QueryAnswer {
  const { refId } = query;
  try {
    if ('error' in query) {
      throw query.error;
    }
    const answer = answerTo(refId, query.plan.queries, reply);
    const errors = summarised(answer.errors).map((error) => ({ ...error, refId }));
    // Without any answer there is nothing to compute with: the error says more than findings about missing series.
    const frames = Object.keys(answer.series).length === 0 && errors.length > 0 ? [] : query.plan.frames(answer);
    return { frames: withNotices(frames, answer.warnings).map((frame) => ({ ...frame, refId })), errors };
  } catch (error) {
    return { frames: [], errors: [{ refId, message: messageOf(error) }] };
  }
}

/** A server that is down fails every query with the same words: they are said once. */
function summarised(errors: readonly QueryError[]): readonly DataQueryError[] {
  const last = new Map(
    errors.map(({ message, status }) => [reasonOf(message), { message, ...(status !== undefined && { status }) }])
  );
  return [...last.values()];
}

/** What Prometheus remarked about the queries, on the first frame, where Grafana shows a badge for it. */
function withNotices(frames: readonly DataFrame[], warnings: readonly string[]): readonly DataFrame[] {
  const [first, ...others] = frames;
  if (first === undefined || warnings.length === 0) {
    return frames;
  }
  const known = first.meta?.notices ?? [];
  const added = warnings
    .filter((text) => !known.some((notice) => notice.text === text))
    .map((text) => ({ severity: text.startsWith('PromQL info') ? ('info' as const) : ('warning' as const), text }));
  return [{ ...first, meta: { ...first.meta, notices: [...known, ...added] } }, ...others];
}

// Both `error` and `errors`, as Grafana's own Prometheus data source answers: Explore reads the older one.
function responseOf(data: readonly DataFrame[], errors: readonly DataQueryError[]): DataQueryResponse {
  const [error] = errors;
  return error === undefined
    ? { data: [...data], state: LoadingState.Done }
    : { data: [...data], state: LoadingState.Error, error, errors: [...errors] };
}
