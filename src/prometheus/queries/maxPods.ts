import { METRIC } from '../metrics';
import { kubeNodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, is } from '../promql';
import type { NodeScope } from '../scope';

/** How many pods the node takes: some providers reserve memory by it. */
export function maxPods(scope: NodeScope): PromQuery {
  const series = kubeNodeSeries(scope, METRIC.nodeCapacity, [is('resource', 'pods')]);
  return { refId: 'maxPods', expr: aggregate('max', series), mode: 'range' };
}
