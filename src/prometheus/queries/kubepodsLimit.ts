import { ofKubepods } from '../kubepods';
import { METRIC } from '../metrics';
import { nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, or } from '../promql';
import type { NodeScope } from '../scope';

/**
 * The kubepods cgroup's memory limit; 0 means that none is set (CA prometheus.go:2370). Of nested cgroups of that name, the one
 * with a limit is meant.
 */
export function kubepodsLimit(scope: NodeScope): PromQuery {
  const limits = ofKubepods(scope, (id) => nodeSeries(scope, METRIC.containerMemoryLimit, [id]));
  const expr = or(aggregate('min', `(${limits}) > 0`), aggregate('min', limits));
  return { refId: 'kubepodsLimit', expr, mode: 'range' };
}
