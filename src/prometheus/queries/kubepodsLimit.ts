import { KUBEPODS_ID, METRIC } from '../metrics';
import { nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../port';
import { aggregate, matches } from '../promql';
import type { NodeScope } from '../scope';

/** The kubepods cgroup's memory limit; 0 means none was set (CA prometheus.go:2370). */
export function kubepodsLimit(scope: NodeScope): PromQuery {
  const limit = nodeSeries(scope, METRIC.containerMemoryLimit, [matches('id', KUBEPODS_ID)]);
  return { refId: 'kubepodsLimit', expr: aggregate('min', `(${limit}) > 0`), mode: 'range' };
}
