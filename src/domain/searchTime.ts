import type { EpochMs } from './units';

/** The last of what ascends in time that is at or before the moment. */
export function lastBy<T>(items: readonly T[], moment: EpochMs, timeOf: (item: T) => EpochMs): T | undefined {
  return items[lastIndexBy(items, moment, timeOf)];
}

/** Its index, −1 where there is none. */
export function lastIndexBy<T>(items: readonly T[], moment: EpochMs, timeOf: (item: T) => EpochMs): number {
  return search(items, (item) => timeOf(item) > moment) - 1;
}

/** The first of what ascends in time that is at or after the moment. */
export function firstFrom<T>(items: readonly T[], moment: EpochMs, timeOf: (item: T) => EpochMs): T | undefined {
  return items[firstIndexFrom(items, moment, timeOf)];
}

/** Its index, the length where there is none. */
export function firstIndexFrom<T>(items: readonly T[], moment: EpochMs, timeOf: (item: T) => EpochMs): number {
  return search(items, (item) => timeOf(item) >= moment);
}

/** Index of the first that is past the point, where all after it are too; the length where none is. */
function search<T>(items: readonly T[], isPast: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(items[middle] as T)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
