import type { Interval } from './eventsObserved';

/** Both may have been at the same moment. */
export function touches(a: Interval, b: Interval): boolean {
  return a.earliest <= b.latest && b.earliest <= a.latest;
}
