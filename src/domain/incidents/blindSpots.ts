import type { Bytes, DurationMs, EpochMs } from '../units';

import type { Sample } from './reviewData';

/** A stretch in which nothing was sampled: from the last sample before to the first after. */
export interface Gap {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A stretch in which the same number came again and again: from its first sample to its last. */
export interface Standstill extends Gap {
  readonly value: Bytes;
  /** How many samples showed it. */
  readonly times: number;
}

/** One missed scrape is ordinary; this many intervals without a sample are two. */
const MISSED = 2.5;
/** A working set is counted to the page, so a node's does not come twice by chance; three times rules out a coincidence. */
const SAME = 3;

/** Where samples failed to come, at the pace in which they usually do (never faster than they are scraped). */
export function findGaps(times: readonly EpochMs[], scrapeInterval: DurationMs): Gap[] {
  const sorted = [...new Set(times)].sort((a, b) => a - b);
  const pairs = sorted.slice(1).map((to, i): Gap => ({ from: sorted[i] ?? to, to }));
  // Containers are sampled one after the other within a scrape; those small steps say nothing about the pace.
  const steps = pairs.map(({ from, to }) => to - from).filter((step) => step >= scrapeInterval / 2);
  const usual = Math.max(scrapeInterval, median(steps) ?? 0);
  return pairs.filter(({ from, to }) => to - from > MISSED * usual);
}

/** Where consecutive samples show the very same number at least three times. */
export function findStandstills(samples: readonly Sample[]): Standstill[] {
  const runs: Standstill[] = [];
  for (const { at, value } of samples) {
    const last = runs[runs.length - 1];
    if (last?.value === value) {
      runs[runs.length - 1] = { ...last, to: at, times: last.times + 1 };
    } else {
      runs.push({ from: at, to: at, value, times: 1 });
    }
  }
  return runs.filter(({ times }) => times >= SAME);
}

function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
