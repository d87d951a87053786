import type { StoredSeries } from './seriesStore';
import { twice } from './twice';

/** Series of one thing, whose samples come at the same times: kept row by row until somebody needs one of them. */
export interface Bundle {
  /** False, with nothing done, for a time that is not newer than what all of them have: then it goes series by series. */
  append(at: number, values: Float64Array): boolean;
  /** Gives the series what was kept for them. */
  settle(): void;
  /** One of them got a sample by another way. */
  passed(at: number): void;
  /** Another bundle has one of them from now on. */
  end(): void;
  isOver(): boolean;
}

/** `places` says which of the values belongs to each series. */
export function bundle(series: readonly StoredSeries[], places: readonly number[]): Bundle {
  const width = 1 + Math.max(0, ...places.map((place) => place + 1));
  let rows = new Float64Array(16 * width);
  let used = 0;
  let newest = -Infinity;
  let isOver = false;

  const made: Bundle = {
    append(at, values) {
      if (at <= newest) {
        return false;
      }
      if (used === rows.length) {
        rows = twice(rows);
      }
      rows[used] = at;
      for (let i = 1; i < width; i += 1) {
        rows[used + i] = values[i - 1] as number;
      }
      used += width;
      newest = at;
      return true;
    },
    settle() {
      if (used > 0) {
        series.forEach((one, i) => unload(one, 1 + (places[i] as number)));
        used = 0;
      }
    },
    passed(at) {
      newest = Math.max(newest, at);
    },
    end() {
      made.settle();
      rows = new Float64Array();
      isOver = true;
    },
    isOver: () => isOver,
  };

  function unload({ times, values }: StoredSeries, place: number): void {
    for (let row = 0; row < used; row += width) {
      times.push(rows[row] as number);
      values.push(rows[row + place] as number);
    }
  }

  for (const one of series) {
    one.bundle?.end();
    newest = Math.max(newest, one.times[one.times.length - 1] ?? -Infinity);
    one.bundle = made;
  }
  return made;
}
