import type { StoredSeries } from '../simulator/seriesStore';

import type { WrittenSeries } from './encodeWriteRequest';

/** A world's samples, handed out as time goes by. */
export interface Timeline {
  /** All up to this time that was not taken before, series by series. */
  takeUntil(time: number): WrittenSeries[];
  isOver(): boolean;
}

export function timelineOf(series: readonly StoredSeries[]): Timeline {
  const next = new Map(series.map((one) => [one, 0]));
  return {
    takeUntil(time) {
      return [...next].flatMap(([one, from]): WrittenSeries[] => {
        let to = from;
        while (to < one.times.length && (one.times[to] ?? Infinity) <= time) {
          to += 1;
        }
        to === one.times.length ? next.delete(one) : next.set(one, to);
        const samples = one.times.slice(from, to).map((at, i) => ({ at, value: one.values[from + i] ?? NaN }));
        return samples.length > 0 ? [{ labels: one.labels, samples }] : [];
      });
    },
    isOver: () => next.size === 0,
  };
}
