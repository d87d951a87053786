import { METRIC } from '../metrics';
import { LABEL_NODE_EXPORTER, RUN_NODE_EXPORTER } from '../remedies';

import type { Signal } from './signal';

const OF_HOST = {
  from: 'node-exporter',
  of: 'node',
  matchers: [],
  remedy: `${RUN_NODE_EXPORTER} ${LABEL_NODE_EXPORTER}`,
} as const;

/** What node_exporter exports. */
export const OF_NODE_EXPORTER: readonly Signal[] = [
  {
    ...OF_HOST,
    id: 'memTotal',
    series: 'node_memory_MemTotal_bytes',
    metric: METRIC.memTotal,
    gives: 'The node’s memory without the kubelet, also while it does not answer.',
    costs: 'Where neither kube-state-metrics nor cAdvisor tells it, the node’s capacity is unknown.',
    shownIn: ['node chart', 'budget'],
  },
  {
    ...OF_HOST,
    id: 'meminfo',
    series: 'node_memory_AnonPages_bytes, …_Cached_, …_Buffers_, …_Inactive_file_bytes',
    metric: METRIC.anonPages,
    family: 'node_memory_(AnonPages|Cached|Buffers|SwapCached|Inactive_file)_bytes',
    gives: 'The node’s working set without the kubelet, also while it does not answer.',
    costs: 'Where the root cgroup is not collected, the node’s curve is missing.',
    shownIn: ['node chart', 'budget', 'fleet', 'incidents'],
  },
  {
    ...OF_HOST,
    id: 'memAvailable',
    series: 'node_memory_MemAvailable_bytes',
    metric: 'node_memory_MemAvailable_bytes',
    gives: 'How much the kernel itself could still have given out.',
    costs: 'That the whole node ran out of memory is harder to tell from a limit that was reached.',
    shownIn: ['incidents'],
  },
  {
    ...OF_HOST,
    id: 'vmstatOomKill',
    series: 'node_vmstat_oom_kill',
    metric: METRIC.vmstatOomKill,
    gives: 'Every process the kernel killed for memory.',
    costs: 'Kills that no container status shows are missed.',
    shownIn: ['events', 'incidents', 'fleet'],
  },
  {
    ...OF_HOST,
    id: 'bootTime',
    series: 'node_boot_time_seconds',
    metric: METRIC.nodeBootTime,
    gives: 'When the node started: what ended with it was not killed by itself.',
    costs: 'A restart of the node looks like many containers that crashed.',
    shownIn: ['incidents'],
  },
  {
    ...OF_HOST,
    id: 'nodeTime',
    series: 'node_time_seconds',
    metric: 'node_time_seconds',
    gives: 'How the node’s clock differs from that of Prometheus: its containers’ times are moved by that.',
    costs: 'When a container ended is known only as well as its status tells, so that less is certain.',
    shownIn: ['incidents'],
  },
];
