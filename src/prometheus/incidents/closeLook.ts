import type { DurationMs } from '../../domain/units';

/** Finer than any scrape, so that a window is seen as it was recorded. */
export const CLOSE_STEP: DurationMs = 10_000;

/** The longest window of one request at that step: stays far below the 11,000 points that Prometheus allows. */
export const LONGEST_CLOSE: DurationMs = 8 * 3_600_000;
