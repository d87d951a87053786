import { METRIC } from '../../src/prometheus/metrics';
import { aggregate, selector, type Matcher } from '../../src/prometheus/promql';
import { NODE_LABELS, onNode } from '../onNode';
import type { AlertRule } from '../rule';

const KUBELET = ['cluster', 'node', 'instance'];

/**
 * `kubelet_evictions` is born with the first eviction, at 1, where `increase` sees nothing. It comes with the same scrape as
 * `kubelet_running_pods`, which every kubelet exports: where that was there more often, the counter was born in between.
 */
export function evictionsIn10Minutes(matchers: readonly Matcher[] = []): string {
  const ofOneKubelet = (node: readonly Matcher[]) => {
    const counter = selector(METRIC.kubeletEvictions, [...matchers, ...node]);
    const answers = aggregate('max', `count_over_time(${selector('kubelet_running_pods', node)}[10m])`, KUBELET);
    const born = `count_over_time(${counter}[10m]) < on (${KUBELET.join(',')}) group_left ${answers}`;
    return `(increase(${counter}[10m]) > 0) or (${counter} and (${born}))`;
  };
  return aggregate('max', onNode(ofOneKubelet), [...NODE_LABELS, 'eviction_signal']);
}

export const eviction: AlertRule = {
  alert: 'TidemarkEviction',
  expr: `${evictionsIn10Minutes()} > 0`,
  for: '0m',
  severity: 'warning',
  summary: 'The kubelet of {{ $labels.node }} evicted for {{ $labels.eviction_signal }}.',
  description:
    'Within the last ten minutes the kubelet of {{ $labels.node }} evicted a pod under the signal {{ $labels.eviction_signal }}: allocatableMemory.available means the pods together, memory.available the node. The incident tells who caused it and who paid.',
  page: 'incidents',
};
