import { KUBEPODS_ID, METRIC } from '../metrics';
import type { PromQuery } from '../ports/port';
import { aggregate, matches } from '../promql';
import type { NodeScope } from '../scope';

import { freshNodeSeries } from './fresh';

/**
 * The kubepods cgroup's working set, which the kubelet compares with `allocatableMemory.available` (K32 eviction/helpers.go:850).
 * Under a `--cgroup-root` of the same name the inner cgroup is meant, the smaller one.
 */
export function kubepodsWorkingSet(scope: NodeScope): PromQuery {
  const series = freshNodeSeries(scope, METRIC.containerWorkingSet, [matches('id', KUBEPODS_ID)]);
  return { refId: 'kubepodsWorkingSet', expr: aggregate('min', series), mode: 'range' };
}
