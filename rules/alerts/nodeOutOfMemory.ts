import { METRIC } from '../../src/prometheus/metrics';
import { is, selector, unless } from '../../src/prometheus/promql';
import { maxByNode, NODE_LABELS } from '../onNode';
import type { AlertRule } from '../rule';

/** cAdvisor counts an OOM kill of no cgroup's limit at the root (CA51 manager/manager.go:1204). */
const counted = maxByNode(
  (node) => `increase(${selector(METRIC.containerOomEvents, [is('id', '/'), ...node])}[10m]) > 0`
);
/** A cAdvisor that has just started reads the kernel's old messages and counts them again. */
const started = maxByNode((node) => {
  const ofKubelet = `on (cluster,node,instance) ${selector('kubelet_running_pods', node)}`;
  return `(changes(${selector('process_start_time_seconds', node)}[15m]) > 0) and ${ofKubelet}`;
});

export const nodeOutOfMemory: AlertRule = {
  alert: 'TidemarkNodeOutOfMemory',
  expr: unless(counted, started, NODE_LABELS),
  for: '0m',
  severity: 'critical',
  summary: 'Node {{ $labels.node }} ran out of memory and the kernel killed.',
  description:
    'The kernel of {{ $labels.node }} killed with no limit as the cause: the node itself had no memory left. Any process may be hit. The kubelet’s eviction came too late or is off.',
  page: 'incidents',
};
