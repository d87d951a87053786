import type { EpochMs } from './units';

/** One series of a reply: times ascending and unique, values as Prometheus gave them (NaN and ±Inf kept). */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly times: readonly EpochMs[];
  readonly values: readonly number[];
}

/** All times at which any of them says something. */
export function timesOf(all: ReadonlyArray<Pick<Series, 'times'>>): readonly EpochMs[] {
  const [first, ...others] = all;
  if (first === undefined || others.every((other) => isSameTimes(first.times, other.times))) {
    return first?.times ?? [];
  }
  const found = new Set(first.times);
  others.forEach(({ times }) => times.forEach((time) => found.add(time)));
  return [...found].sort((a, b) => a - b);
}

/** As most series of a reply have them, which need not be put together. */
export const isSameTimes = (a: readonly EpochMs[], b: readonly EpochMs[]): boolean =>
  a === b || (a.length === b.length && a.every((time, i) => time === b[i]));
