import type { Series } from '../../src/domain/series';
import type { PrometheusPort, PromQuery, PromRequest } from '../../src/prometheus/port';
import { wholePort } from '../../src/prometheus/wholePort';

import { evaluate } from './evaluate';
import { UnknownShape, type Expression } from './expression';
import { parsePromql } from './parse';
import type { PrometheusMajor, SampleSource } from './select';
import { keyOf, type Value } from './vector';

/** What Prometheus allows of one range query. */
const MOST_POINTS = 11_000;
const parsed = new Map<string, Expression>();

/** Answers from samples in memory as a Prometheus would. Rejects with UnknownShape rather than answer what it was not taught. */
export function samplesPort(source: SampleSource, major: PrometheusMajor = 2): PrometheusPort {
  return wholePort(async (request, signal) => {
    if (signal?.aborted) {
      throw signal.reason;
    }
    return {
      series: Object.fromEntries(request.queries.map((query) => [query.refId, answer(source, query, request, major)])),
      errors: [],
      warnings: [],
    };
  });
}

function answer(
  source: SampleSource,
  { expr, mode }: PromQuery,
  request: PromRequest,
  major: PrometheusMajor
): Series[] {
  const times = mode === 'range' ? gridOf(request) : [request.to];
  return seriesOf(evaluate(parse(expr), times, { source, major }), times);
}

function gridOf({ from, to, step }: PromRequest): number[] {
  const count = Math.floor((to - from) / step) + 1;
  if (count > MOST_POINTS) {
    throw new UnknownShape(`${count} points are more than a Prometheus allows`);
  }
  return Array.from({ length: Math.max(0, count) }, (_, i) => from + i * step);
}

/** The reviewer asks the same questions over and over. */
function parse(expr: string): Expression {
  const known = parsed.get(expr) ?? parsePromql(expr);
  if (parsed.size > 5000) {
    parsed.clear();
  }
  parsed.set(expr, known);
  return known;
}

function seriesOf(value: Value, times: readonly number[]): Series[] {
  switch (value.kind) {
    case 'string':
      throw new UnknownShape('a string as an answer');
    case 'scalar':
      return [{ labels: {}, times, values: Array.from(value.values) }];
    case 'vector':
      return value.rows
        .map(({ labels, values }) => present(labels, values, times))
        .filter((series) => series.times.length > 0)
        .sort((a, b) => (keyOf(a.labels) < keyOf(b.labels) ? -1 : 1));
  }
}

function present(labels: Series['labels'], values: Float64Array, times: readonly number[]): Series {
  const kept: { times: number[]; values: number[] } = { times: [], values: [] };
  values.forEach((value, i) => {
    if (!Number.isNaN(value)) {
      kept.times.push(times[i] ?? 0);
      kept.values.push(value);
    }
  });
  return { labels, ...kept };
}
