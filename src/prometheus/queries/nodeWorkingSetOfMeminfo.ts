import { METRIC } from '../metrics';
import { nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, or } from '../promql';
import type { NodeScope } from '../scope';

/**
 * The root cgroup's working set from /proc/meminfo: AnonPages + Cached + Buffers + SwapCached − Inactive_file. The root cgroup
 * counts anonymous and file pages alone, on cgroup v1 and, since Kubernetes 1.29, on v2 (runc PR #3977).
 */
export function nodeWorkingSetOfMeminfo(scope: NodeScope): PromQuery {
  const value = (metric: string) => `(${aggregate('max', nodeSeries(scope, metric))})`;
  const swapCached = or(aggregate('max', nodeSeries(scope, METRIC.swapCached)), `0 * ${value(METRIC.cached)}`);
  const used = [value(METRIC.anonPages), value(METRIC.cached), value(METRIC.buffers), `(${swapCached})`].join(' + ');
  return { refId: 'nodeWorkingSetOfMeminfo', expr: `(${used}) - ${value(METRIC.inactiveFile)}`, mode: 'range' };
}
