import { KUBEPODS_ID, METRIC } from './metrics';
import { kubeNodeSeries, kubePodSeries, nodeSeries, type OnNode } from './nodeSelector';
import { is, isNot, matches, type Matcher } from './promql';
import {
  KEEP_KUBEPODS_LIMIT,
  KEEP_LIFE_SIGNS,
  KEEP_ROOT_CGROUP,
  LABEL_NODE_EXPORTER,
  RUN_KUBE_STATE_METRICS,
  RUN_NODE_EXPORTER,
  SCRAPE_CADVISOR,
  SCRAPE_KUBELET,
} from './remedies';

/** One family of series that Tidemark reads. */
export interface Signal {
  /** Also the refId of the query that counts them. */
  readonly id: string;
  /** As one would look it up: `container_memory_working_set_bytes{id="/"}`. */
  readonly series: string;
  readonly gives: string;
  /** What cannot be shown without it. */
  readonly costs: string;
  /** The exact setting that brings it back. */
  readonly remedy: string;
  /** Absent until the first event of its kind: its absence says nothing. */
  readonly onlyAfterEvents?: boolean;
  readonly select: (on: OnNode) => string;
}

const node =
  (metric: string, ...matchers: readonly Matcher[]) =>
  (on: OnNode) =>
    nodeSeries(on, metric, matchers);
const kubeNode =
  (metric: string, ...matchers: readonly Matcher[]) =>
  (on: OnNode) =>
    kubeNodeSeries(on, metric, matchers);
const kubePod = (metric: string) => (on: OnNode) => kubePodSeries(on, metric);

const CONTAINERS = [isNot('container', ''), isNot('id', '')];

export const SIGNALS: readonly Signal[] = [
  {
    id: 'rootCgroup',
    series: 'container_memory_working_set_bytes{id="/"}',
    gives: 'How much of the node is used, as the kubelet counts it.',
    costs: 'The node’s curve is computed from node_exporter, or missing without it.',
    remedy: KEEP_ROOT_CGROUP,
    select: node(METRIC.containerWorkingSet, is('id', '/')),
  },
  {
    id: 'containers',
    series: 'container_memory_working_set_bytes{container!=""}',
    gives: 'How much the pods use.',
    costs: 'No pods’ curve: nothing can be held against allocatable.',
    remedy: SCRAPE_CADVISOR,
    select: node(METRIC.containerWorkingSet, ...CONTAINERS),
  },
  {
    id: 'kubepodsCgroup',
    series: 'container_memory_working_set_bytes of kubepods',
    gives: 'The very number that the kubelet compares before it evicts pods.',
    costs: 'The measure "kubepods" is replaced by the sum over pod cgroups, a few MiB less.',
    remedy: KEEP_ROOT_CGROUP,
    select: node(METRIC.containerWorkingSet, matches('id', KUBEPODS_ID)),
  },
  {
    id: 'kubepodsLimit',
    series: 'container_spec_memory_limit_bytes of kubepods',
    gives: 'The pods’ limit and, with allocatable, the eviction threshold.',
    costs: 'Both are unknown unless you enter the kubelet’s settings for the node pool.',
    remedy: KEEP_KUBEPODS_LIMIT,
    select: node(METRIC.containerMemoryLimit, matches('id', KUBEPODS_ID)),
  },
  {
    id: 'lifeSigns',
    series: 'container_start_time_seconds{container!=""}',
    gives: 'Which containers are still there.',
    costs: 'Containers that are gone may count for up to two scrapes.',
    remedy: KEEP_LIFE_SIGNS,
    select: node(METRIC.containerStartTime, ...CONTAINERS),
  },
  {
    id: 'oomEvents',
    series: 'container_oom_events_total',
    gives: 'OOM kills inside containers that survive them, and kills of the whole node.',
    costs: 'A killed child process whose container lives on is seen only by the node’s counter.',
    remedy: `${SCRAPE_CADVISOR} The kubelet exports it since 1.24; it must be able to read /dev/kmsg.`,
    select: node(METRIC.containerOomEvents),
  },
  {
    id: 'machineMemory',
    series: 'machine_memory_bytes',
    gives: 'The node’s capacity as cAdvisor reads it.',
    costs: 'Nothing while kube_node_status_capacity is there; it confirms it.',
    remedy: SCRAPE_CADVISOR,
    select: node(METRIC.machineMemory),
  },
  {
    id: 'evictions',
    series: 'kubelet_evictions',
    gives: 'Every eviction with its signal, also of pods that are replaced at once.',
    costs: 'Evictions of DaemonSet and StatefulSet pods go unseen.',
    remedy: SCRAPE_KUBELET,
    onlyAfterEvents: true,
    select: node(METRIC.kubeletEvictions),
  },
  {
    id: 'kubelet',
    series: 'kubelet_node_name',
    gives: 'That the kubelet’s own metrics are scraped.',
    costs: 'Whether an absent kubelet_evictions means "none yet" cannot be told.',
    remedy: SCRAPE_KUBELET,
    select: node(METRIC.kubeletNodeName),
  },
  {
    id: 'nodeInfo',
    series: 'kube_node_info',
    gives: 'The node’s address, kubelet version and provider.',
    costs: 'Series known by address only are not found, and no provider’s default can stand in.',
    remedy: RUN_KUBE_STATE_METRICS,
    select: kubeNode(METRIC.nodeInfo),
  },
  {
    id: 'allocatable',
    series: 'kube_node_status_allocatable',
    gives: 'Allocatable, as kubectl describe node prints it.',
    costs: 'Allocatable is computed, or unknown.',
    remedy: RUN_KUBE_STATE_METRICS,
    select: kubeNode(METRIC.nodeAllocatable, is('resource', 'memory')),
  },
  {
    id: 'capacity',
    series: 'kube_node_status_capacity',
    gives: 'The node’s capacity, and its hugepages.',
    costs: 'Capacity is read from cAdvisor or node_exporter; hugepages are unknown.',
    remedy: RUN_KUBE_STATE_METRICS,
    select: kubeNode(METRIC.nodeCapacity, is('resource', 'memory')),
  },
  {
    id: 'conditions',
    series: 'kube_node_status_condition{condition="MemoryPressure"}',
    gives: 'When the node was under memory pressure.',
    costs: 'No pressure windows on the chart.',
    remedy: RUN_KUBE_STATE_METRICS,
    select: kubeNode(METRIC.nodeCondition, is('condition', 'MemoryPressure')),
  },
  {
    id: 'podInfo',
    series: 'kube_pod_info',
    gives: 'Which pods run on the node.',
    costs: 'Evictions and kills cannot be given a pod.',
    remedy: RUN_KUBE_STATE_METRICS,
    select: kubeNode(METRIC.podInfo),
  },
  {
    id: 'requests',
    series: 'kube_pod_container_resource_requests',
    gives: 'What the pods asked for.',
    costs: 'Who is evicted first cannot be told.',
    remedy: RUN_KUBE_STATE_METRICS,
    select: kubeNode(METRIC.containerRequests, is('resource', 'memory')),
  },
  {
    id: 'restarts',
    series: 'kube_pod_container_status_restarts_total',
    gives: 'When containers restarted.',
    costs: 'Kills that leave no reason are missed.',
    remedy: RUN_KUBE_STATE_METRICS,
    select: kubePod(METRIC.containerRestarts),
  },
  {
    id: 'terminated',
    series: 'kube_pod_container_status_last_terminated_reason',
    gives: 'Why a container ended: OOMKilled, Error.',
    costs: 'Kills are told from other ends only by the kernel’s counter.',
    remedy: RUN_KUBE_STATE_METRICS,
    onlyAfterEvents: true,
    select: kubePod(METRIC.containerLastTerminatedReason),
  },
  {
    id: 'memTotal',
    series: 'node_memory_MemTotal_bytes',
    gives: 'The node’s memory without the kubelet, also while it does not answer.',
    costs: 'Where the root cgroup is not collected, the node’s curve is missing.',
    remedy: `${RUN_NODE_EXPORTER} ${LABEL_NODE_EXPORTER}`,
    select: node(METRIC.memTotal),
  },
  {
    id: 'vmstatOomKill',
    series: 'node_vmstat_oom_kill',
    gives: 'Every process the kernel killed for memory.',
    costs: 'Kills that no container status shows are missed.',
    remedy: `${RUN_NODE_EXPORTER} ${LABEL_NODE_EXPORTER}`,
    select: node(METRIC.vmstatOomKill),
  },
];
