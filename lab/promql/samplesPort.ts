import type { Series } from '../../src/domain/series';
import type { PrometheusPort, PromQuery, PromRequest } from '../../src/prometheus/ports/port';
import { wholePort } from '../../src/prometheus/ports/wholePort';

import { evaluate, type Evaluation } from './evaluate';
import { UnknownShape, type Expression } from './expression';
import { parsePromql } from './parse';
import { matching, shiftTimes, type PrometheusMajor, type SampleSource } from './select';
import { keyOf, type Value } from './vector';

/** What Prometheus allows of one range query. */
const MOST_POINTS = 11_000;

/** Answers from samples in memory as a Prometheus would. Rejects with UnknownShape rather than answer what it was not taught. */
export function samplesPort(source: SampleSource, major: PrometheusMajor = 2): PrometheusPort {
  return wholePort(async (request, signal) => {
    if (signal?.aborted) {
      throw signal.reason;
    }
    const on = (at: readonly number[]): Evaluation => ({ source, major, at, answers: new Map() });
    const stepOf = ({ mode, step = request.step }: PromQuery) => (mode === 'instant' ? 0 : step);
    const steps = [...new Set(request.queries.map(stepOf))];
    const times = new Map(steps.map((step) => [step, on(step === 0 ? [request.to] : gridOf({ ...request, step }))]));
    return {
      series: Object.fromEntries(
        request.queries.map((query) => [query.refId, answer(query.expr, times.get(stepOf(query))!)])
      ),
      errors: [],
      warnings: [],
    };
  });
}

function answer(expr: string, on: Evaluation): Series[] {
  const parsed = parsePromql(expr);
  return parsed.kind === 'range' ? storedIn(parsed, on) : seriesOf(evaluate(parsed, on), on.at);
}

/** A range by itself is what is stored in it, without stale markers. */
function storedIn({ of, range }: Extract<Expression, { kind: 'range' }>, { source, major, at }: Evaluation): Series[] {
  const [to] = shiftTimes(at, of);
  if (to === undefined || at.length > 1) {
    throw new UnknownShape('a range at each of several times');
  }
  const isWithin = (time: number) => (time > to - range || (time === to - range && major === 2)) && time <= to;
  return matching(source, of.matchers)
    .map(({ labels, times, values }) => {
      const kept = times.flatMap((time, i) => (isWithin(time) && !Number.isNaN(values[i]) ? [i] : []));
      return { labels, times: kept.map((i) => times[i]!), values: kept.map((i) => values[i]!) };
    })
    .filter(({ times }) => times.length > 0);
}

function gridOf({ from, to, step }: PromRequest): number[] {
  const count = Math.floor((to - from) / step) + 1;
  if (count > MOST_POINTS) {
    throw new UnknownShape(`${count} points are more than a Prometheus allows`);
  }
  return Array.from({ length: Math.max(0, count) }, (_, i) => from + i * step);
}

function seriesOf(value: Value, times: readonly number[]): Series[] {
  switch (value.kind) {
    case 'string':
      throw new UnknownShape('a string as an answer');
    case 'scalar':
      return [{ labels: {}, times, values: value.values }];
    case 'vector':
      return value.rows
        .map(({ labels, values }) => present(labels, values, times))
        .filter((series) => series.times.length > 0)
        .sort((a, b) => (keyOf(a.labels) < keyOf(b.labels) ? -1 : 1));
  }
}

/** Without the times at which it has no value. */
function present(labels: Series['labels'], values: readonly number[], times: readonly number[]): Series {
  const absent = values.findIndex((value) => Number.isNaN(value));
  if (absent < 0) {
    return { labels, times, values };
  }
  const kept = { times: times.slice(0, absent), values: values.slice(0, absent) };
  for (let i = absent + 1; i < values.length; i += 1) {
    const value = values[i] as number;
    if (!Number.isNaN(value)) {
      kept.times.push(times[i] as number);
      kept.values.push(value);
    }
  }
  return { labels, ...kept };
}
