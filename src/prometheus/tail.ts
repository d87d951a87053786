import type { Series } from '../domain/series';
import type { DurationMs, EpochMs } from '../domain/units';

import type { PromRequest } from './ports/port';
import { seriesKey } from './seriesKey';

/** What Grafana's own Prometheus data source reads again: samples may come late, by remote write or with a time of their own. */
export const OVERLAP: DurationMs = 10 * 60_000;

/** Beyond so many points a server or Grafana widens the step, and two reads no longer lie on one grid. */
const MOST_POINTS = 10_000;

/** A range query's answer, with the range it was read over. */
export interface Stretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly series: readonly Series[];
}

export type Range = Pick<PromRequest, 'from' | 'to' | 'step'>;

/** The times that Grafana evaluates a range at: multiples of its step. */
export const aligned = ({ from, to, step }: Range): Pick<Range, 'from' | 'to'> => ({
  from: floorTo(from, step),
  to: floorTo(to, step),
});

/** Where the read of what is not yet known begins; undefined where all of the range has to be read. */
export function tailStart(known: Pick<Stretch, 'from' | 'to'>, asked: Range): EpochMs | undefined {
  const { from, to } = aligned(asked);
  const start = floorTo(known.to - Math.max(OVERLAP, asked.step), asked.step);
  return known.from <= from && from < start && known.to <= to ? start : undefined;
}

/** What was known until the tail begins, and the tail; undefined where the two do not lie on one grid. */
export function withTail(known: Stretch, tail: Stretch, asked: Range): readonly Series[] | undefined {
  if (!isOnGrid([...known.series, ...tail.series], asked.step)) {
    return undefined;
  }
  const { from, to } = aligned(asked);
  const later = new Map(tail.series.map((series) => [seriesKey(series), cut(series, tail.from, to)]));
  const kept = known.series.map((series) => {
    const key = seriesKey(series);
    const more = later.get(key);
    later.delete(key);
    return joined(cut(series, from, tail.from - 1), more);
  });
  return [...kept, ...later.values()].filter(({ times }) => times.length > 0);
}

/** Evaluated at the same times. */
export function isSameRange(read: Range, asked: Range): boolean {
  const [one, other] = [aligned(read), aligned(asked)];
  return one.from === other.from && one.to === other.to;
}

/** A read of the one range answers the other as well. */
export function covers(read: Range, asked: Range): boolean {
  const [whole, part] = [aligned(read), aligned(asked)];
  return whole.from <= part.from && part.to <= whole.to && hasOwnStep(read);
}

/** What was asked, of a read that covers it. */
export function cutTo(series: readonly Series[], read: Range, asked: Range): readonly Series[] {
  const { from, to } = aligned(asked);
  return isSameRange(read, asked)
    ? series
    : series.map((one) => cut(one, from, to)).filter(({ times }) => times.length > 0);
}

/** Whether an answer may be kept to be gone on with. */
export const canGoOn = (series: readonly Series[], range: Range): boolean =>
  hasOwnStep(range) && isOnGrid(series, range.step);

const hasOwnStep = ({ from, to, step }: Range): boolean => (to - from) / step <= MOST_POINTS;

function isOnGrid(all: readonly Series[], step: DurationMs): boolean {
  return all.every(({ times }) => times.every((time) => time % step === 0));
}

function joined(series: Series, more: Series | undefined): Series {
  return more === undefined
    ? series
    : { ...series, times: [...series.times, ...more.times], values: [...series.values, ...more.values] };
}

/** The arrays themselves where nothing is cut off. */
function cut(series: Series, from: EpochMs, to: EpochMs): Series {
  const { times, values } = series;
  const first = times.findIndex((time) => time >= from);
  const last = times.findLastIndex((time) => time <= to);
  if (first === 0 && last === times.length - 1) {
    return series;
  }
  const isEmpty = first < 0 || last < first;
  return {
    ...series,
    times: isEmpty ? [] : times.slice(first, last + 1),
    values: isEmpty ? [] : values.slice(first, last + 1),
  };
}

const floorTo = (time: EpochMs, step: DurationMs): EpochMs => Math.floor(time / step) * step;
