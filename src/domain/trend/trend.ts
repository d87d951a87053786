import { freshPoints, slopeThrough, type Point, type Slope } from './slope';
import type { Bytes, DurationMs, EpochMs } from '../units';

/**
 * Where memory is heading at the end of a series: the slope of the last eight observations when each is above (or below) the one
 * before, as in a leak of a few minutes that half an hour of calm would hide; else the slope of the last half hour. Undefined
 * when neither is significant, when the last observation has left the trend, or when the value has stood still since.
 */
export function findTrend(times: readonly EpochMs[], values: ReadonlyArray<Bytes | null>): Slope | undefined {
  const end = times.at(-1) ?? 0;
  const step = times.length < 2 ? 0 : (end - (times[0] ?? end)) / (times.length - 1);
  const window = Math.max(30 * MINUTE, 12 * step);
  const points = freshPoints(times, values).filter(({ time }) => time >= end - window);
  const last = points.at(-1);
  if (last === undefined || end - last.time > Math.max(2 * MINUTE, 2 * step)) {
    return undefined;
  }
  const burst = points.slice(-BURST);
  return isMonotone(burst) ? slopeThrough(burst) : belongs(last, points, slopeThrough(points));
}

const MINUTE: DurationMs = 60_000;

/** Eight independent values are in order in one case of 20,000; eight steps of a random walk in one of 60. */
const BURST = 8;

function isMonotone(points: readonly Point[]): boolean {
  const steps = points.slice(1).map(({ value }, index) => Math.sign(value - (points[index]?.value ?? value)));
  return points.length === BURST && steps.every((step) => step !== 0 && step === steps[0]);
}

/** The slope, unless the last point lies further from its line than four times what the others do: a jump, or an eviction. */
function belongs(last: Point, points: readonly Point[], slope: Slope | undefined): Slope | undefined {
  if (!slope) {
    return undefined;
  }
  const residual = ({ time, value }: Point) => value - (slope.perSecond * (time - last.time)) / 1000;
  const centre = median(points.map(residual));
  const usual = median(points.map((point) => Math.abs(residual(point) - centre)));
  return Math.abs(residual(last) - centre) <= 4 * usual ? slope : undefined;
}

function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  return ascending[Math.floor(ascending.length / 2)] ?? NaN;
}
