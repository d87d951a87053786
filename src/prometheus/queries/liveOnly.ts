import { CGROUP_LABELS } from '../cadvisorLabels';
import { METRIC } from '../metrics';
import { nodeSeries, type OnAllNodes, type OnNode } from '../nodeSelector';
import { and, or, unless, type Matcher } from '../promql';

/**
 * The series whose cgroup was there at the last scrape. cAdvisor's start time and limit carry no time of their own, so they end
 * with the scrape that misses them, where the working set's last value stays for five minutes (CA prometheus.go:2293-2338).
 */
export function liveOnly(on: OnNode | OnAllNodes, series: string, matchers: readonly Matcher[]): string {
  return and(series, lifeSigns(on, matchers), CGROUP_LABELS);
}

/**
 * The cgroups that were there at the last scrape, yet have no sample: with track_timestamps_staleness Prometheus ends a series
 * when a scrape fails, and drops a repeated sample of it after the next. A sum without them would dip.
 */
export function liveWithout(on: OnNode | OnAllNodes, series: string, matchers: readonly Matcher[]): string {
  return unless(lifeSigns(on, matchers), series, CGROUP_LABELS);
}

/** Series that every cgroup has that was there at the last scrape. */
export function lifeSigns(on: OnNode | OnAllNodes, matchers: readonly Matcher[]): string {
  return or(...LIFE_SIGNS.map((sign) => nodeSeries(on, sign, matchers)));
}

export const LIFE_SIGNS = [METRIC.containerStartTime, METRIC.containerMemoryLimit];
