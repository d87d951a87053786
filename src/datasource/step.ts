import { rangeUtil } from '@grafana/data';

import type { DurationMs } from '../domain/units';

/** Of a collection whose data source names none: what kube-prometheus and the Prometheus operator scrape with. */
const USUAL_SCRAPE_INTERVAL: DurationMs = 30_000;

/** The wrapped data source's "Scrape interval" (`15s`), or the usual one when it is unset or cannot be read. */
export function scrapeIntervalOf(timeInterval: string | undefined): DurationMs {
  try {
    return (timeInterval && rangeUtil.intervalToMs(timeInterval)) || USUAL_SCRAPE_INTERVAL;
  } catch {
    return USUAL_SCRAPE_INTERVAL;
  }
}

interface Stepping {
  /** What Grafana computed from the panel's width. */
  readonly intervalMs: DurationMs;
  readonly scrapeInterval: DurationMs;
}

/** Never finer than the scrapes: between two of them there is nothing to see. */
export const stepOf = ({ intervalMs, scrapeInterval }: Stepping): DurationMs => Math.max(intervalMs, scrapeInterval);
