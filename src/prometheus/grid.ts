import type { Aligned } from '../domain/node/nodeMemory';
import type { Series } from '../domain/series';
import type { DurationMs, EpochMs } from '../domain/units';

export interface Grid {
  readonly times: readonly EpochMs[];
  readonly step: DurationMs;
}

/** More than any server answers with; beyond it the times in the reply make no sense as a grid. */
const MOST_POINTS = 100_000;

interface Asked {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly step: DurationMs;
}

/**
 * The times that a range query was evaluated at. What was asked is not what was done: Grafana aligns a range to its step and
 * widens a step that would give too many points, so the grid is read off the reply.
 */
export function gridOf({ from, to, step }: Asked, replies: readonly Series[]): Grid {
  const all = new Set<EpochMs>();
  replies.forEach(({ times }) => times.forEach((time) => all.add(time)));
  const seen = [...all].sort((left, right) => left - right);
  const first = seen[0] ?? from;
  const last = seen[seen.length - 1] ?? from;
  const spacing = seen.reduce((common, time) => greatestCommonDivisor(common, time - first), 0) || step;
  if (spacing < step) {
    return { times: seen, step };
  }
  const start = first - spacing * Math.max(0, Math.floor((first - from) / spacing));
  const count = Math.floor((Math.max(to, last) - start) / spacing) + 1;
  if (count > MOST_POINTS) {
    return { times: seen, step };
  }
  return { times: Array.from({ length: count }, (_, index) => start + index * spacing), step: spacing };
}

/** The series on the grid: null where it has no sample, and for NaN and ±Inf, which no amount of memory is. */
export function align({ times }: Grid, series: Series | undefined): Aligned {
  let place = 0;
  return times.map((time) => {
    while (series && (series.times[place] ?? Infinity) < time) {
      place += 1;
    }
    const value = series?.times[place] === time ? series.values[place] : undefined;
    return value !== undefined && Number.isFinite(value) ? value : null;
  });
}

/** Keeps the last value through what follows it, up to the index given: a setting does not vanish with a missed scrape. */
export function carryForward(values: Aligned, lastIndex: number): Aligned {
  let held: number | null = null;
  return values.map((value, index) => {
    held = value ?? held;
    return index <= lastIndex ? held : value;
  });
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
