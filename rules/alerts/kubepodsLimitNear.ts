import { NODE } from '../../src/prometheus/ruleNames';
import type { AlertRule } from '../rule';

/** In the last quarter of the eviction band: evicting does not keep up, and at its end the kernel kills. */
export const kubepodsLimitNear: AlertRule = {
  alert: 'TidemarkKubepodsLimitNear',
  expr: `${NODE.podsWorkingSet} > ${NODE.allocatable} + 0.75 * (max by (cluster,node) (${NODE.kubepodsLimit}) - ${NODE.allocatable})`,
  for: '0m',
  severity: 'critical',
  summary: 'Pods on {{ $labels.node }} are about to hit the kubepods limit: the kernel kills there.',
  description:
    'The pods of {{ $labels.node }} use {{ $value | humanize1024 }}B, three quarters of the way from allocatable to the kubepods limit. The kubelet does not evict fast enough; at the limit the kernel kills, whoever scores highest.',
  page: 'node',
};
