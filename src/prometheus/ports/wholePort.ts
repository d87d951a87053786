import type { PrometheusPort, PromQuery, PromReply } from './port';

/** The same port for questions that take more than one query: asked side by side, answered as one. */
export function wholePort(port: PrometheusPort): PrometheusPort {
  return async (request, signal) => {
    const parts = request.queries.flatMap(partsOf);
    return parts.length === request.queries.length
      ? port(request, signal)
      : joined(await port({ ...request, queries: parts.map(({ query }) => query) }, signal), parts);
  };
}

interface Part {
  readonly query: PromQuery;
  /** Of the question. */
  readonly of: string;
}

function partsOf({ more = [], ...query }: PromQuery): readonly Part[] {
  const { refId } = query;
  const others = more.map((expr, index) => ({ query: { ...query, refId: `${refId}-${index + 2}`, expr }, of: refId }));
  return [{ query, of: refId }, ...others];
}

function joined({ series, errors, warnings }: PromReply, parts: readonly Part[]): PromReply {
  const questions = new Map(parts.map(({ query, of }) => [query.refId, of]));
  const found = new Map<string, PromReply['series'][string]>();
  for (const { query, of } of parts) {
    const own = series[query.refId];
    if (own !== undefined) {
      found.set(of, [...(found.get(of) ?? []), ...own]);
    }
  }
  return {
    series: Object.fromEntries(found),
    errors: errors.map(({ refId, ...error }) => ({ ...(refId && { refId: questions.get(refId) ?? refId }), ...error })),
    warnings,
  };
}
