import { METRIC } from '../metrics';
import type { PromQuery } from '../ports/port';
import { aggregate } from '../promql';
import type { NodeScope } from '../scope';

import { freshNodeSeries } from './fresh';

/** The node's working set as the kubelet's /metrics/resource gives it, where cAdvisor's root cgroup is not collected. */
export function nodeWorkingSetOfKubelet(scope: NodeScope): PromQuery {
  const series = freshNodeSeries(scope, METRIC.nodeWorkingSet, []);
  return { refId: 'nodeWorkingSetOfKubelet', expr: aggregate('max', series), mode: 'range' };
}
