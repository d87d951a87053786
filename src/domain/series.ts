import type { EpochMs } from './units';

/** One series of a reply: times ascending and unique, values as Prometheus gave them (NaN and ±Inf kept). */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly times: readonly EpochMs[];
  readonly values: readonly number[];
}

/** All times at which any of them says something. */
export const timesOf = (all: ReadonlyArray<Pick<Series, 'times'>>): readonly EpochMs[] =>
  [...new Set(all.flatMap(({ times }) => times))].sort((a, b) => a - b);
