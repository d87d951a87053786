import { METRIC } from '../metrics';
import { kubeNodeSeries, nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, is } from '../promql';
import type { NodeScope } from '../scope';

/** The node's memory as the API server has it from the kubelet. */
export function nodeCapacity(scope: NodeScope): PromQuery {
  const series = kubeNodeSeries(scope, METRIC.nodeCapacity, [is('resource', 'memory')]);
  return { refId: 'nodeCapacity', expr: aggregate('max', series), mode: 'range' };
}

/** The node's memory as cAdvisor reads it. */
export function machineMemory(scope: NodeScope): PromQuery {
  return { refId: 'machineMemory', expr: aggregate('max', nodeSeries(scope, METRIC.machineMemory)), mode: 'range' };
}

/** The root cgroup's limit, which is the node's memory. */
export function rootLimit(scope: NodeScope): PromQuery {
  const limit = nodeSeries(scope, METRIC.containerMemoryLimit, [is('id', '/')]);
  return { refId: 'rootLimit', expr: aggregate('max', `(${limit}) > 0`), mode: 'range' };
}

/** The node's memory as node_exporter reads it. */
export function memTotal(scope: NodeScope): PromQuery {
  return { refId: 'memTotal', expr: aggregate('max', nodeSeries(scope, METRIC.memTotal)), mode: 'range' };
}
