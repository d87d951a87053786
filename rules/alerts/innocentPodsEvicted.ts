import { is } from '../../src/prometheus/promql';
import { NODE } from '../../src/prometheus/ruleNames';
import type { AlertRule } from '../rule';

import { evictionsIn10Minutes } from './eviction';

/** The node ran short while the pods never had more than they may have: what took the memory is outside them. */
export const innocentPodsEvicted: AlertRule = {
  alert: 'TidemarkInnocentPodsEvicted',
  expr: `max_over_time(${NODE.podsWorkingSet}[10m]) < ${NODE.allocatable} and on (cluster,node) (${evictionsIn10Minutes([is('eviction_signal', 'memory.available')])} > 0)`,
  for: '0m',
  severity: 'warning',
  summary: 'Pods on {{ $labels.node }} were evicted for memory that they did not take.',
  description:
    'The kubelet of {{ $labels.node }} evicted because the node was short, while its pods stayed below allocatable. Something outside the pods grew: a host service, or the reserve is too small for what the system uses.',
  page: 'incidents',
};
