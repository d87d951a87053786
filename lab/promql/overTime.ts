import { firstAfter, type PrometheusMajor, type SampledSeries } from './select';
import { filled } from './vector';

/** The samples of one window, stale markers left out. */
export interface Window {
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly from: number;
  readonly to: number;
}

type OverTime = (window: Window) => number | undefined;

/** What each function makes of a window; undefined for no value. */
export const OVER_TIME: Readonly<Record<string, OverTime>> = {
  max_over_time: ({ values }) => Math.max(...values),
  min_over_time: ({ values }) => Math.min(...values),
  sum_over_time: ({ values }) => sum(values),
  avg_over_time: ({ values }) => sum(values) / values.length,
  count_over_time: ({ values }) => values.length,
  last_over_time: ({ values }) => values[values.length - 1],
  present_over_time: () => 1,
  changes: ({ values }) => values.filter((value, i) => i > 0 && value !== values[i - 1]).length,
  resets: ({ values }) => values.filter((value, i) => i > 0 && value < (values[i - 1] ?? value)).length,
  increase: (window) => extrapolated(window, { isCounter: true, perSecond: false }),
  rate: (window) => extrapolated(window, { isCounter: true, perSecond: true }),
  delta: (window) => extrapolated(window, { isCounter: false, perSecond: false }),
};

/** Keeps the metric's name. */
export const KEEPS_NAME: ReadonlySet<string> = new Set(['last_over_time']);

interface RangeOptions {
  readonly range: number;
  readonly major: PrometheusMajor;
  readonly evaluate: OverTime;
}

/** The function of each window that ends at one of the times. */
export function overTime(
  { times, values }: Pick<SampledSeries, 'times' | 'values'>,
  at: readonly number[],
  { range, major, evaluate }: RangeOptions
): readonly number[] | undefined {
  const row = filled(at.length, NaN);
  let found = false;
  for (let i = 0; i < at.length; i += 1) {
    const to = at[i] ?? 0;
    const from = to - range;
    const first = firstAfter(times, major === 2 ? from - 1 : from);
    const end = firstAfter(times, to);
    const window = { times: [] as number[], values: [] as number[], from, to };
    for (let k = first; k < end; k += 1) {
      const value = values[k] ?? NaN;
      if (!Number.isNaN(value)) {
        window.times.push(times[k] ?? 0);
        window.values.push(value);
      }
    }
    const result = window.values.length > 0 ? evaluate(window) : undefined;
    if (result !== undefined) {
      row[i] = result;
      found = true;
    }
  }
  return found ? row : undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** As Prometheus extrapolates to the window's ends (promql/functions.go extrapolatedRate). */
function extrapolated(
  { times, values, from, to }: Window,
  { isCounter, perSecond }: { readonly isCounter: boolean; readonly perSecond: boolean }
): number | undefined {
  const last = values.length - 1;
  const [firstValue = 0] = values;
  const lastValue = values[last] ?? 0;
  const [firstTime = 0] = times;
  const lastTime = times[last] ?? 0;
  if (last < 1) {
    return undefined;
  }
  const corrections = isCounter
    ? values.reduce((total, value, i) => total + (i > 0 && value < (values[i - 1] ?? 0) ? (values[i - 1] ?? 0) : 0), 0)
    : 0;
  const result = lastValue - firstValue + corrections;
  const sampled = (lastTime - firstTime) / 1000;
  const average = sampled / last;
  let toStart = (firstTime - from) / 1000;
  const toEnd = (to - lastTime) / 1000;
  const threshold = average * 1.1;
  if (isCounter && result > 0 && firstValue >= 0) {
    toStart = Math.min(toStart, sampled * (firstValue / result));
  }
  const span = sampled + (toStart < threshold ? toStart : average / 2) + (toEnd < threshold ? toEnd : average / 2);
  return (result * (span / sampled)) / (perSecond ? (to - from) / 1000 : 1);
}
