import { METRIC } from '../../src/prometheus/metrics';
import { aggregate, is, selector } from '../../src/prometheus/promql';
import type { AlertRule } from '../rule';

const CONTAINER = ['cluster', 'namespace', 'pod', 'container'];

/** The reason stays after the kill (KSM#2153), so the time of the end decides; an older kube-state-metrics has restarts only. */
const ended = `(time() - ${selector(METRIC.containerLastTerminatedTime, [])} < 600)`;
const restarted = `(increase(${selector(METRIC.containerRestarts, [])}[10m]) > 0 unless on (${CONTAINER.join(',')}) ${selector(METRIC.containerLastTerminatedTime, [])})`;
const killed = `${selector(METRIC.containerLastTerminatedReason, [is('reason', 'OOMKilled')])} == 1`;
const recently = `(${killed}) and on (${CONTAINER.join(',')}) (${ended} or ${restarted})`;
const node = aggregate('group', selector(METRIC.podInfo, [{ label: 'node', op: '!=', value: '' }]), [
  'cluster',
  'namespace',
  'pod',
  'node',
]);

export const containerOomKilled: AlertRule = {
  alert: 'TidemarkContainerOomKilled',
  expr: `${aggregate('max', recently, CONTAINER)} * on (cluster,namespace,pod) group_left (node) topk by (cluster,namespace,pod) (1, ${node})`,
  for: '0m',
  severity: 'warning',
  summary: 'The kernel killed {{ $labels.namespace }}/{{ $labels.pod }} ({{ $labels.container }}) for memory.',
  description:
    'Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} on {{ $labels.node }} ended as OOMKilled within the last ten minutes. Whether its own limit or a shared one was the cause, the incident tells.',
  page: 'incidents',
};
