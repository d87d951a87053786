import * as v from 'valibot';

import type { Series } from '../../domain/series';

import type { QueryError } from './port';
import { seriesKey } from '../seriesKey';

export type DecodedReply =
  | { readonly ok: true; readonly series: readonly Series[]; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly error: QueryError };

/** A list whose members are looked at later, one by one and without a schema: a range holds thousands of points. */
const Points = v.custom<readonly unknown[]>(Array.isArray, 'no list of points');
/** A fleet has a million of them. */
export const Labels = v.custom<Series['labels']>(isLabels, 'labels that are no texts');
const Messages = v.optional(v.nullable(v.array(v.string())), []);
const Result = v.object({
  metric: v.optional(Labels, {}),
  value: v.optional(Points),
  values: v.optional(Points),
});
const Success = v.object({
  status: v.literal('success'),
  data: v.variant('resultType', [
    v.object({ resultType: v.picklist(['matrix', 'vector']), result: v.array(Result) }),
    v.object({ resultType: v.literal('scalar'), result: Points }),
  ]),
  warnings: Messages,
  infos: Messages,
  /** VictoriaMetrics' cluster: some of its storage nodes did not answer. */
  isPartial: v.optional(v.boolean(), false),
});
const Failure = v.object({ status: v.literal('error'), errorType: v.optional(v.string()), error: v.string() });

/**
 * The body of a reply to `/api/v1/query` or `/api/v1/query_range` as series, or the error that it is.
 * Times become milliseconds; NaN and ±Inf stay numbers; a result that breaks its own order, or names a series twice, is an error.
 */
export function decode(reply: unknown, status?: number): DecodedReply {
  const failure = v.safeParse(Failure, reply);
  if (failure.success) {
    const { errorType, error } = failure.output;
    return failed(errorType ? `${errorType}: ${error}` : error, status);
  }
  if (status !== undefined && status >= 400) {
    return failed(`HTTP ${status}`, status);
  }
  const success = v.safeParse(Success, reply);
  if (!success.success) {
    return failed(`not a reply of the Prometheus API: ${success.issues[0].message}`, status);
  }
  const { data } = success.output;
  const results = data.resultType === 'scalar' ? [{ metric: {}, value: data.result }] : data.result;
  const series = results.map(decodeSeries);
  const fault = series.find((one) => typeof one === 'string') ?? faultOf(series.filter(isSeries));
  return fault
    ? failed(fault, status)
    : { ok: true, series: series.filter(isSeries), warnings: warningsOf(success.output) };
}

function warningsOf({ warnings, infos, isPartial }: v.InferOutput<typeof Success>): readonly string[] {
  return [
    ...(warnings ?? []),
    ...(infos ?? []).map((text) => (text.startsWith(INFO) ? text : `${INFO}: ${text}`)),
    ...(isPartial ? ['partial response: not all storage nodes of VictoriaMetrics answered'] : []),
  ];
}

/** How Prometheus begins a remark about how a query is written (util/annotations). */
const INFO = 'PromQL info';

/** What is wrong with the series of one reply, in words: nothing Prometheus itself would ever send. */
export function faultOf(series: readonly Series[]): string | undefined {
  const unordered = series.find(({ times }) =>
    times.some((time, index) => index > 0 && time <= (times[index - 1] ?? 0))
  );
  if (unordered) {
    return `points out of order in ${seriesKey(unordered)}`;
  }
  const known = new Set<string>();
  const twice = series.map(seriesKey).find((key) => known.size === known.add(key).size);
  return twice && `the series ${twice} came twice`;
}

function isLabels(found: unknown): boolean {
  const isObject = typeof found === 'object' && found !== null && !Array.isArray(found);
  return isObject && Object.values(found).every((value) => typeof value === 'string');
}

type ResultOf = v.InferOutput<typeof Result>;

function decodeSeries({ metric, value, values }: ResultOf): Series | string {
  const points = values ?? (value ? [value] : []);
  const times: number[] = [];
  const numbers: number[] = [];
  for (const point of points) {
    if (!Array.isArray(point) || !isTime(point[0]) || typeof point[1] !== 'string') {
      return 'a point that is not a time and a number';
    }
    times.push(Math.round(point[0] * 1000));
    numbers.push(decodeNumber(point[1]));
  }
  return { labels: metric, times, values: numbers };
}

/** In seconds, and one that a date can show: JSON's numbers reach further. */
function isTime(seconds: unknown): seconds is number {
  return typeof seconds === 'number' && Math.abs(seconds) <= 8.64e12;
}

function decodeNumber(text: string): number {
  const number = Number(text);
  // What is neither 0 nor NaN is written as JavaScript writes it: nearly all are.
  if (number) {
    return number;
  }
  return text.trim() === '' ? NaN : text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}

function isSeries(decoded: Series | string): decoded is Series {
  return typeof decoded !== 'string';
}

function failed(message: string, status?: number): DecodedReply {
  return { ok: false, error: { message, ...(status !== undefined && { status }) } };
}
