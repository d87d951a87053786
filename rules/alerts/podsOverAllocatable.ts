import { NODE } from '../../src/prometheus/ruleNames';
import type { AlertRule } from '../rule';

/** It may last for one scrape: the kubelet, which looks every ten seconds, evicts once the kubepods cgroup is above allocatable (`allocatableMemory.available`, K32 eviction/helpers.go:850). */
export const podsOverAllocatable: AlertRule = {
  alert: 'TidemarkPodsOverAllocatable',
  expr: `${NODE.podsWorkingSet} > ${NODE.allocatable}`,
  for: '0m',
  severity: 'critical',
  summary: 'Pods on {{ $labels.node }} use more than allocatable: the kubelet evicts them.',
  description:
    'The pods of {{ $labels.node }} use {{ $value | humanize1024 }}B, more than the node has to give them. The kubelet evicts one pod every ten seconds or so, those furthest above their requests first.',
  page: 'node',
};
