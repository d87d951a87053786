import { METRIC } from '../metrics';
import { nodeSeries, type OnNode } from '../nodeSelector';
import { and, or, type Matcher } from '../promql';

const CGROUP = ['namespace', 'pod', 'container', 'id'];

/**
 * The series whose cgroup was there at the last scrape. cAdvisor's start time and limit carry no time of their own, so they end
 * with the scrape that misses them, where the working set's last value stays for five minutes (CA prometheus.go:2293-2338).
 */
export function liveOnly(on: OnNode, series: string, matchers: readonly Matcher[]): string {
  const signs = [METRIC.containerStartTime, METRIC.containerMemoryLimit].map((sign) => nodeSeries(on, sign, matchers));
  return and(series, or(...signs), CGROUP);
}
