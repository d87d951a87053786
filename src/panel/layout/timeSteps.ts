import type { DurationMs } from '../../domain/units';
import type { MeasureText } from './shapes';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const times = (unit: number, counts: readonly number[]): readonly number[] => counts.map((count) => count * unit);

/** Steps of the time axis in milliseconds. uPlot's own have no 2 minutes, which suits an incident best. */
export const TIME_STEPS: readonly number[] = [
  ...times(SECOND, [0.001, 0.01, 0.1, 1, 5, 10, 15, 30]),
  ...times(MINUTE, [1, 2, 5, 10, 15, 30]),
  ...times(HOUR, [1, 2, 3, 4, 6, 8, 12]),
  ...times(DAY, [1, 2, 3, 5, 7, 10, 15, 30, 60, 90, 180, 365, 730, 3650]),
];

/** Pixels beside the plot that half of the time axis' last label needs; with steps of hours Grafana's labels carry the date. */
export function lastTickRoom(range: DurationMs, measure: MeasureText): number {
  return measure(range > 3 * HOUR ? '00/00 00:00' : '00:00:00', TICK_SIZE) / 2 + 2;
}

/** Grafana's own, of its axes. */
const TICK_SIZE = 12;
