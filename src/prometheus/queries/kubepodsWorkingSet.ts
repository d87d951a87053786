import { ofKubepods } from '../kubepods';
import { METRIC } from '../metrics';
import type { PromQuery } from '../ports/port';
import { aggregate } from '../promql';
import type { NodeScope } from '../scope';

import { freshNodeSeries } from './fresh';

/**
 * The kubepods cgroup's working set, which the kubelet compares with `allocatableMemory.available` (K32 eviction/helpers.go:850).
 * Under a `--cgroup-root` of the same name the inner cgroup is meant, the smaller one.
 */
export function kubepodsWorkingSet(scope: NodeScope): PromQuery {
  const series = ofKubepods(scope, (id) => freshNodeSeries(scope, METRIC.containerWorkingSet, [id]));
  return { refId: 'kubepodsWorkingSet', expr: aggregate('min', series), mode: 'range' };
}
