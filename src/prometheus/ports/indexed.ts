import * as v from 'valibot';

import type { Series } from '../../domain/series';
import type { DurationMs, EpochMs } from '../../domain/units';

import { Labels } from './decodeApi';

/**
 * Which of these labels' values the series of a selector had so far back from the end of the range. A server's index tells it without
 * reading a sample, of a little more than the time: what it knows of is hours of a series (Prometheus), or days (VictoriaMetrics).
 */
export interface Indexed {
  readonly series: string;
  readonly by: readonly string[];
  readonly window: DurationMs;
  /** What the index does not tell is left open: a query for it would cost more than the answer saves. */
  readonly isOptional?: true;
}

/** Below `/api/v1/`: a label's values, or whole series. */
export function indexPath({ by: [label, ...more] }: Indexed): string {
  return label !== undefined && more.length === 0 ? `label/${label}/values` : 'series';
}

/** What either is asked. */
export const indexForm = ({ series, window }: Indexed, to: EpochMs): Readonly<Record<string, string>> => ({
  'match[]': series,
  start: String((to - window) / 1000),
  end: String(to / 1000),
});

/** The answer of either as that of an instant `group`, which is 1 for each; undefined where it is none, or not of all that is stored. */
export function indexedSeries(reply: unknown, { by }: Indexed, to: EpochMs): readonly Series[] | undefined {
  const { success, output } = v.safeParse(Reply, reply);
  if (!success || (output.warnings ?? []).length > 0 || output.isPartial) {
    return undefined;
  }
  const found = new Map<string, Series>();
  for (const one of output.data) {
    const values = by.map((label) => (typeof one === 'string' ? one : one[label]) ?? '');
    const labels = Object.fromEntries(by.flatMap((label, i) => (values[i] === '' ? [] : [[label, values[i]!]])));
    found.set(JSON.stringify(values), { labels, times: [to], values: [1] });
  }
  return [...found.values()];
}

const Reply = v.object({
  status: v.literal('success'),
  data: v.union([v.array(v.string()), v.array(Labels)]),
  warnings: v.optional(v.nullable(v.array(v.string()))),
  isPartial: v.optional(v.boolean(), false),
});
