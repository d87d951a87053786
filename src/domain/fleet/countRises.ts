/** How often a counter rose within a range. */
export interface Rises {
  readonly count: number;
  /** The counter began anew in between: some rises may be hidden. */
  readonly atLeast: boolean;
}

/** A counter's samples within a range, summed up. */
export interface CounterSummary {
  readonly min: number;
  readonly max: number;
  readonly last: number;
  readonly resets: number;
  /** It came into being within the range, so its first value counts as well. */
  readonly isBorn: boolean;
}

/** Without extrapolation, so that one is one. */
export function countRises({ min, max, last, resets, isBorn }: CounterSummary): Rises {
  const first = isBorn ? 0 : min;
  if (resets === 0) {
    return { count: Math.max(0, Math.max(max, last) - first), atLeast: false };
  }
  // Which of the extremes came before the reset cannot be told; after it, all of the last value rose.
  return { count: max > last ? Math.max(last, max - first) : last, atLeast: true };
}

/** The same of the samples themselves, in their order; undefined of none. */
export function risesAmong(values: readonly number[]): Rises | undefined {
  const steps = values.slice(1).map((value, index) => {
    const before = values[index] ?? value;
    return { rose: value < before ? value : value - before, isReset: value < before };
  });
  return values.length === 0
    ? undefined
    : { count: steps.reduce((sum, { rose }) => sum + rose, 0), atLeast: steps.some(({ isReset }) => isReset) };
}

/** Of several counters, such as one for each signal; undefined of none. */
export function sumRises(rises: readonly Rises[]): Rises | undefined {
  return rises.length === 0
    ? undefined
    : {
        count: rises.reduce((sum, { count }) => sum + count, 0),
        atLeast: rises.some(({ atLeast }) => atLeast),
      };
}
