import { DEFAULT_LABELS, type NodeScope } from '../../src/prometheus/scope';
import { eventQueries } from '../../src/prometheus/events/eventQueries';
import { incidentQueries } from '../../src/prometheus/incidents/incidentQueries';
import type { PromRequest } from '../../src/prometheus/ports/port';
import { namespaces } from '../../src/prometheus/queries/namespaces';
import { kubelets, nodeInfo, nodesEver } from '../../src/prometheus/queries/nodeInfo';
import { podCgroups } from '../../src/prometheus/queries/podCgroups';
import { podNames } from '../../src/prometheus/queries/podNames';
import { SETUP_REF } from '../../src/prometheus/signals/setupQueries';
import { signalsQueries } from '../../src/prometheus/signals/signalsQueries';

/** Everything a review asks about a range, at a fine and at a coarse step, and shapes beside it that it might ask one day. */
export function allQuestions(scope: NodeScope): PromRequest[] {
  const { from, to } = scope;
  const window = to - from;
  const coarse = { ...scope, step: 120_000 };
  const fine = { ...scope, step: 10_000, from: from + window / 4, to: from + window / 2 };
  const more = OTHER_SHAPES.map((expr, i) => ({ refId: `other${i}`, expr, mode: 'range' as const }));
  const ofNodes = { labels: DEFAULT_LABELS, window };
  const instant = [
    podNames(scope),
    podCgroups(scope),
    nodeInfo({ ...ofNodes, seen: 'last' }),
    kubelets({ ...ofNodes, seen: 'briefly' }),
    nodesEver(ofNodes),
    namespaces(ofNodes),
    // The one that tells servers apart by what is no number: samples in memory know none.
    ...signalsQueries(scope).filter(({ refId }) => refId !== SETUP_REF.engine),
  ];
  const ask = (on: NodeScope, queries: PromRequest['queries']) => ({
    queries,
    from: on.from,
    to: on.to,
    step: on.step,
  });
  return [
    ask(coarse, eventQueries(coarse)),
    ask(fine, incidentQueries(fine)),
    ask(scope, incidentQueries(scope)),
    ask(coarse, more),
    ask(scope, instant),
    ask({ ...scope, to: from + window / 3 }, instant),
  ];
}

const OTHER_SHAPES: readonly string[] = [
  'sum by (job) (up) / count by (job) (up)',
  'sum without (instance, id, name) (container_memory_rss{container!=""})',
  'topk(2, sum by (pod) (container_memory_working_set_bytes{container!=""}))',
  'kube_pod_container_resource_limits{resource="memory"} * on (namespace, pod, uid) group_left (created_by_kind) kube_pod_info',
  'increase(node_vmstat_oom_kill[5m]) > 0',
  'rate(container_memory_failcnt[2m])',
  'changes(kube_pod_container_status_restarts_total[10m]) > bool 0',
  'min_over_time(node_memory_MemFree_bytes[90s])',
  'count_over_time(up[3m])',
  'avg_over_time(up{job="kubelet"}[5m])',
  'present_over_time(kubelet_evictions[10m])',
  'max_over_time(timestamp(kube_node_info)[10m:1m])',
  'max_over_time((max by (pod) (container_memory_rss) > 1e8)[5m:30s])',
  'node_memory_MemFree_bytes offset 3m - node_memory_MemFree_bytes',
  'absent(kubelet_evictions)',
  'quantile by (job) (0.5, scrape_duration_seconds)',
  '-node_memory_MemFree_bytes + 5',
  'up == 0',
  'time() - node_boot_time_seconds',
  'process_start_time_seconds or node_boot_time_seconds',
  'kube_pod_info unless on (namespace, pod) kube_pod_container_status_running == 1',
  'label_replace(kube_pod_info, "workload", "$1", "pod", "(.*)-[^-]+")',
  'resets(node_vmstat_oom_kill[30m])',
];
