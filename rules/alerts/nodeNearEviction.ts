import { NODE } from '../../src/prometheus/ruleNames';
import type { AlertRule } from '../rule';

/** Left above the threshold: less than a twentieth of the node. */
export const nodeNearEviction: AlertRule = {
  alert: 'TidemarkNodeNearEviction',
  expr: `${NODE.available} - on (cluster,node) ${NODE.evictionHard} < 0.05 * ${NODE.capacity}`,
  for: '5m',
  severity: 'warning',
  summary: 'Node {{ $labels.node }} is close to evicting pods: {{ $value | humanize1024 }}B left.',
  description:
    'What {{ $labels.node }} has available is {{ $value | humanize1024 }}B above its eviction threshold, less than 5 % of the node. Below it the kubelet evicts pods, also those that did not cause the shortage.',
  page: 'node',
};
