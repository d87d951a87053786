import { aggregate } from '../promql';

/**
 * The sum with each workload counted once. A container that restarted, and one that two endpoints or two replicas of Prometheus
 * report, has several series (kubernetes-mixin#1091); the largest of them stands for it.
 */
export function sumOnce(series: string, labels: readonly string[], by?: readonly string[]): string {
  return aggregate('sum', aggregate('max', series, [...(by ?? []), ...labels]), by);
}
