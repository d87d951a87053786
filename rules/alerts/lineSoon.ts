import { NODE } from '../../src/prometheus/ruleNames';
import type { AlertRule } from '../rule';

const AHEAD_SECONDS = 900;
/** Fewer samples are no trend. */
const ENOUGH = 5;

/**
 * Carried on, the last 15 minutes and the last 5 alone lie beyond the line: a step that is over looks like a climb to the longer
 * window.
 */
const reaches = (series: string, beyond: string): string =>
  [
    `predict_linear(${series}[15m], ${AHEAD_SECONDS}) ${beyond}`,
    `predict_linear(${series}[5m], ${AHEAD_SECONDS}) ${beyond}`,
    `count_over_time(${series}[5m]) >= ${ENOUGH}`,
  ].join(' and ');

export const allocatableSoon: AlertRule = {
  alert: 'TidemarkAllocatableWithin15Minutes',
  expr: `${reaches(NODE.podsWorkingSet, `> ${NODE.allocatable}`)} and ${NODE.podsWorkingSet} <= ${NODE.allocatable}`,
  for: '5m',
  severity: 'warning',
  summary: 'Pods on {{ $labels.node }} cross allocatable within 15 minutes.',
  description:
    'If the pods of {{ $labels.node }} grow on as in the last 15 minutes, they cross allocatable within the next 15, and the kubelet evicts. The node page shows who grows.',
  page: 'node',
};

export const evictionHardSoon: AlertRule = {
  alert: 'TidemarkEvictionHardWithin15Minutes',
  expr: `${reaches(NODE.available, `< on (cluster,node) ${NODE.evictionHard}`)} and ${NODE.available} >= on (cluster,node) ${NODE.evictionHard}`,
  for: '5m',
  severity: 'warning',
  summary: 'Node {{ $labels.node }} falls below eviction-hard within 15 minutes.',
  description:
    'If what {{ $labels.node }} has available goes on falling as in the last 15 minutes, it is below eviction-hard within the next 15, and the kubelet evicts, also pods that did not grow.',
  page: 'node',
};
