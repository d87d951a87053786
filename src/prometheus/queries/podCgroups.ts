import { METRIC } from '../metrics';
import { nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate } from '../promql';
import type { NodeScope } from '../scope';

/**
 * Every cgroup of a pod that the node's kubelet showed at any time of the range: the pod's own, its pause container's, its
 * containers'. Those of no pod come with them: to leave them out would make a server go through the names of all pods of the cluster.
 */
export function podCgroups(scope: Pick<NodeScope, 'identity' | 'labels' | 'from' | 'to'>): PromQuery {
  const seconds = Math.max(1, Math.ceil((scope.to - scope.from) / 1000));
  const cgroups = nodeSeries(scope, METRIC.containerWorkingSet, [], (bare) => `last_over_time(${bare}[${seconds}s])`);
  return { refId: 'podCgroups', expr: aggregate('group', cgroups, ['namespace', 'pod', 'id']), mode: 'instant' };
}
