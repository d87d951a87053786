import { kubeNodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate } from '../promql';
import type { NodeScope } from '../scope';

/** One series per pod that was on the node at any time of the range, also when it is gone at its end. */
export function podNames(scope: Pick<NodeScope, 'identity' | 'labels' | 'from' | 'to'>): PromQuery {
  const seconds = Math.max(1, Math.ceil((scope.to - scope.from) / 1000));
  const pods = `last_over_time(${kubeNodeSeries(scope, 'kube_pod_info')}[${seconds}s])`;
  return { refId: 'podNames', expr: aggregate('group', pods, ['uid', 'namespace', 'pod']), mode: 'instant' };
}
