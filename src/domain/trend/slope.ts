import type { Bytes, BytesPerSecond, DurationMs, EpochMs } from '../units';

/** A significant trend with its 95 % confidence interval; low ≤ perSecond ≤ high, all of one sign. */
export interface Slope {
  readonly perSecond: BytesPerSecond;
  readonly low: BytesPerSecond;
  readonly high: BytesPerSecond;
}

/**
 * The Theil–Sen slope: the median of the slopes of all pairs of points, which one outlier in four does not move. Undefined with
 * fewer than eight fresh points, or when the interval holds zero: then there is no trend to speak of. Gaps are nulls or NaN.
 */
export const findSlope = (times: readonly EpochMs[], values: ReadonlyArray<Bytes | null>): Slope | undefined =>
  slopeThrough(freshPoints(times, values));

/** The same through fresh points. */
export function slopeThrough(fresh: readonly Point[]): Slope | undefined {
  const points = thinned(fresh);
  if (points.length < FEWEST) {
    return undefined;
  }
  const slopes = pairSlopes(points);
  const perMs = median(slopes);
  const reach = Z_95 * Math.sqrt(kendallVariance(points.length) * inflation(points, perMs));
  const low = at(slopes, Math.floor((slopes.length - reach) / 2));
  const high = at(slopes, Math.ceil((slopes.length + reach) / 2) - 1);
  return low > 0 || high < 0 ? { perSecond: perMs * 1000, low: low * 1000, high: high * 1000 } : undefined;
}

/** How long until a line is reached, with the interval that the slope's own interval leaves. */
export interface TimeToLine {
  readonly earliest: DurationMs;
  readonly expected: DurationMs;
  readonly latest: DurationMs;
}

/** Zero on the line, undefined when moving away from it (also when already beyond it). */
export function findTimeToLine(value: Bytes, line: Bytes, slope: Slope): TimeToLine | undefined {
  const gap = line - value;
  if (gap !== 0 && Math.sign(gap) !== Math.sign(slope.perSecond)) {
    return undefined;
  }
  const [one, other] = [(gap / slope.low) * 1000, (gap / slope.high) * 1000];
  return {
    earliest: Math.min(one, other),
    expected: (gap / slope.perSecond) * 1000,
    latest: Math.max(one, other),
  };
}

export interface Point {
  readonly time: EpochMs;
  readonly value: Bytes;
}

const FEWEST = 8;
/** All pairs of more points would cost more than they tell. */
const MOST = 200;
const Z_95 = 1.96;

/** The kubelet repeats its last statistics until the next housekeeping: a repeated value is not another observation. */
export function freshPoints(times: readonly EpochMs[], values: ReadonlyArray<Bytes | null>): readonly Point[] {
  const fresh: Point[] = [];
  let before: Point = { time: -Infinity, value: NaN };
  times.forEach((time, index) => {
    const value = values[index];
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return;
    }
    if (before.value !== value && before.time < time) {
      fresh.push({ time, value });
    }
    before = { time, value };
  });
  return fresh;
}

function thinned(points: readonly Point[]): readonly Point[] {
  const every = Math.ceil(points.length / MOST);
  return points.filter((_, index) => index % every === 0);
}

/** Ascending, per millisecond: thousands at each refresh, in an array that sorts by number without being told how. */
function pairSlopes(points: readonly Point[]): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2);
  let count = 0;
  points.forEach((to, index) => {
    for (let i = 0; i < index; i += 1) {
      const from = points[i] as Point;
      slopes[count] = (to.value - from.value) / (to.time - from.time);
      count += 1;
    }
  });
  return slopes.sort();
}

/** Variance of Kendall's S without ties (Sen 1968): it bounds the ranks of the interval's ends among the pair slopes. */
function kendallVariance(count: number): number {
  return (count * (count - 1) * (2 * count + 5)) / 18;
}

/**
 * Neighbouring samples of memory resemble each other, so n of them say less than n independent ones. The variance grows by
 * (1 + ρ) / (1 − ρ), ρ being the lag-1 autocorrelation of what the line leaves over.
 */
function inflation(points: readonly Point[], perMs: number): number {
  const raw = points.map(({ time, value }) => value - perMs * time);
  const centre = median([...raw].sort((a, b) => a - b));
  const residuals = raw.map((value) => value - centre);
  const squares = residuals.reduce((sum, value) => sum + value * value, 0);
  const products = residuals.slice(1).reduce((sum, value, index) => sum + value * at(residuals, index), 0);
  const estimate = squares === 0 ? 0 : products / squares;
  // Estimates from few points fall short by about (1 + 4ρ) / n (Marriott and Pope 1954).
  const rho = Math.min(Math.max(0, estimate + (1 + 4 * estimate) / points.length), HIGHEST_RHO);
  return (1 + rho) / (1 - rho);
}

const HIGHEST_RHO = 0.98;

function median(ascending: ArrayLike<number>): number {
  const middle = ascending.length / 2;
  return (at(ascending, Math.ceil(middle) - 1) + at(ascending, Math.floor(middle))) / 2;
}

/** The value at an index, the nearest end beyond either. */
function at(values: ArrayLike<number>, index: number): number {
  return values[Math.min(Math.max(index, 0), values.length - 1)] ?? NaN;
}
