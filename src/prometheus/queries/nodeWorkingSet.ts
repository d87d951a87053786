import { METRIC } from '../metrics';
import type { PromQuery } from '../ports/port';
import { aggregate, is } from '../promql';
import type { NodeScope } from '../scope';

import { freshNodeSeries } from './fresh';

/** The root cgroup's working set, which the kubelet compares with `memory.available` (K32 eviction/helpers_others.go). */
export function nodeWorkingSet(scope: NodeScope): PromQuery {
  const series = freshNodeSeries(scope, METRIC.containerWorkingSet, [is('id', '/')]);
  return { refId: 'nodeWorkingSet', expr: aggregate('max', series), mode: 'range' };
}
