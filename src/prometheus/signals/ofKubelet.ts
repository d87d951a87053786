import { METRIC } from '../metrics';
import { SCRAPE_KUBELET } from '../remedies';

import type { Signal } from './signal';

/** What the kubelet's /metrics and /metrics/resource export. */
export const OF_KUBELET: readonly Signal[] = [
  {
    id: 'resourceNode',
    series: 'node_memory_working_set_bytes',
    from: 'resource',
    metric: METRIC.nodeWorkingSet,
    matchers: [],
    of: 'node',
    gives: 'How much of the node is used, as kubectl top reads it.',
    costs: 'Nothing while the root cgroup is there; it stands in for it.',
    shownIn: ['node chart', 'budget', 'fleet'],
    remedy: 'Scrape the kubelet’s /metrics/resource (kube-prometheus-stack: kubelet.serviceMonitor.resource: true).',
    standsInFor: 'rootCgroup',
  },
  {
    id: 'evictions',
    series: 'kubelet_evictions',
    from: 'kubelet',
    metric: METRIC.kubeletEvictions,
    matchers: [],
    of: 'node',
    gives: 'Every eviction with its signal, also of pods that are replaced at once.',
    costs: 'Evictions of DaemonSet and StatefulSet pods go unseen.',
    shownIn: ['events', 'incidents', 'fleet'],
    remedy: SCRAPE_KUBELET,
    onlyAfterEvents: true,
  },
  {
    id: 'kubelet',
    series: 'kubelet_running_pods',
    from: 'kubelet',
    metric: METRIC.kubeletRunningPods,
    family: 'kubelet_(running_pods|node_name)',
    matchers: [],
    of: 'node',
    gives: 'That the kubelet’s own metrics are scraped, and when.',
    costs: 'Whether an absent kubelet_evictions means "none yet" cannot be told.',
    shownIn: ['events', 'incidents', 'fleet'],
    remedy: SCRAPE_KUBELET,
  },
  {
    id: 'processStart',
    series: 'process_start_time_seconds',
    from: 'kubelet',
    metric: 'process_start_time_seconds',
    matchers: [],
    of: 'node',
    gives: 'When the kubelet was started: its counters begin anew then.',
    costs: 'A restart of the kubelet is not seen, and its first eviction may be missed.',
    shownIn: ['incidents'],
    remedy: SCRAPE_KUBELET,
  },
];
