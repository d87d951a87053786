import type { LabelMatcher, Selector } from './expression';
import { filled, type Row } from './vector';

/** Samples as a Prometheus stores them: times ascending, NaN for a stale marker. */
export interface SampledSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

export interface SampleSource {
  readonly byName: ReadonlyMap<string, readonly SampledSeries[]>;
}

/** Whose rules count: 3 looks back just under five minutes and leaves out a range's left end. */
export type PrometheusMajor = 2 | 3;

const LOOKBACK = 300_000;

/** The series a selector means. */
export function matching(source: SampleSource, matchers: readonly LabelMatcher[]): readonly SampledSeries[] {
  const name = matchers.find(({ label, op }) => label === '__name__' && op === '=');
  const candidates = name ? (source.byName.get(name.value) ?? []) : [...source.byName.values()].flat();
  const tests = matchers.filter((one) => one !== name).map(testOf);
  return candidates.filter(({ labels }) => tests.every((test) => test(labels)));
}

function testOf({ label, op, value }: LabelMatcher): (labels: SampledSeries['labels']) => boolean {
  if (op === '=' || op === '!=') {
    return (labels) => ((labels[label] ?? '') === value) === (op === '=');
  }
  const pattern = new RegExp(`^(?:${value})$`, 's');
  return (labels) => pattern.test(labels[label] ?? '') === (op === '=~');
}

/** The newest sample at each time, unless it is a stale marker or too old; `what` says whether its value or its time. */
export function instantRow(
  { labels, times, values }: SampledSeries,
  at: readonly number[],
  { major, what }: { readonly major: PrometheusMajor; readonly what: 'value' | 'time' }
): Row | undefined {
  const first = at[0] ?? 0;
  let next = firstAfter(times, first - LOOKBACK - 1);
  // A pod that is long gone, or not there yet.
  if (next === times.length || (times[next] as number) > (at[at.length - 1] ?? 0)) {
    return undefined;
  }
  const row = filled(at.length, NaN);
  let found = false;
  for (let i = 0; i < at.length; i += 1) {
    const now = at[i] as number;
    while (next < times.length && (times[next] as number) <= now) {
      next += 1;
    }
    if (next === 0) {
      continue;
    }
    const time = times[next - 1] as number;
    const value = values[next - 1] as number;
    const age = now - time;
    if ((age < LOOKBACK || (age === LOOKBACK && major === 2)) && !Number.isNaN(value)) {
      row[i] = what === 'time' ? time / 1000 : value;
      found = true;
    }
  }
  return found ? { labels, values: row } : undefined;
}

/** Index of the first time after the given one. */
export function firstAfter(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The evaluation's times as a selector sees them: shifted by its offset, or all the same for `@`. */
export function shiftTimes(
  at: readonly number[],
  { offset, at: fixed }: Pick<Selector, 'offset' | 'at'>
): readonly number[] {
  return offset === 0 && fixed === undefined ? at : at.map((time) => (fixed ?? time) - offset);
}
