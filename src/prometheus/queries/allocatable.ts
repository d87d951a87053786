import { METRIC } from '../metrics';
import { kubeNodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, is } from '../promql';
import type { NodeScope } from '../scope';

/** The node's allocatable memory, as `kubectl describe node` prints it. */
export function allocatable(scope: NodeScope): PromQuery {
  const series = kubeNodeSeries(scope, METRIC.nodeAllocatable, [is('resource', 'memory')]);
  return { refId: 'allocatable', expr: aggregate('max', series), mode: 'range' };
}
