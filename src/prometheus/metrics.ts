/** Every metric Tidemark reads, under the name its exporter gives it. */
export const METRIC = {
  // kubelet, /metrics/cadvisor
  containerWorkingSet: 'container_memory_working_set_bytes',
  containerRss: 'container_memory_rss',
  containerUsage: 'container_memory_usage_bytes',
  containerCache: 'container_memory_cache',
  containerActiveFile: 'container_memory_total_active_file_bytes',
  containerInactiveFile: 'container_memory_total_inactive_file_bytes',
  containerKernel: 'container_memory_kernel_usage',
  containerMemoryLimit: 'container_spec_memory_limit_bytes',
  containerStartTime: 'container_start_time_seconds',
  containerOomEvents: 'container_oom_events_total',
  containerPeak: 'container_memory_max_usage_bytes',
  containerFailures: 'container_memory_failcnt',
  machineMemory: 'machine_memory_bytes',
  machineSwap: 'machine_swap_bytes',
  // kubelet, /metrics/resource
  nodeWorkingSet: 'node_memory_working_set_bytes',
  podWorkingSet: 'pod_memory_working_set_bytes',
  // kubelet, /metrics
  kubeletEvictions: 'kubelet_evictions',
  kubeletRunningPods: 'kubelet_running_pods',
  kubeletNodeName: 'kubelet_node_name',
  kubeletCgroupVersion: 'kubelet_cgroup_version',
  // kube-state-metrics
  nodeInfo: 'kube_node_info',
  nodeCapacity: 'kube_node_status_capacity',
  nodeAllocatable: 'kube_node_status_allocatable',
  nodeCondition: 'kube_node_status_condition',
  podInfo: 'kube_pod_info',
  podPhase: 'kube_pod_status_phase',
  podReason: 'kube_pod_status_reason',
  podQosClass: 'kube_pod_status_qos_class',
  containerRequests: 'kube_pod_container_resource_requests',
  containerLimits: 'kube_pod_container_resource_limits',
  containerRestarts: 'kube_pod_container_status_restarts_total',
  containerLastTerminatedReason: 'kube_pod_container_status_last_terminated_reason',
  containerLastTerminatedExitCode: 'kube_pod_container_status_last_terminated_exitcode',
  containerLastTerminatedTime: 'kube_pod_container_status_last_terminated_timestamp',
  // node_exporter
  memTotal: 'node_memory_MemTotal_bytes',
  anonPages: 'node_memory_AnonPages_bytes',
  cached: 'node_memory_Cached_bytes',
  buffers: 'node_memory_Buffers_bytes',
  swapCached: 'node_memory_SwapCached_bytes',
  inactiveFile: 'node_memory_Inactive_file_bytes',
  memFree: 'node_memory_MemFree_bytes',
  memAvailable: 'node_memory_MemAvailable_bytes',
  activeFile: 'node_memory_Active_file_bytes',
  slab: 'node_memory_Slab_bytes',
  pageTables: 'node_memory_PageTables_bytes',
  kernelStack: 'node_memory_KernelStack_bytes',
  slabReclaimable: 'node_memory_SReclaimable_bytes',
  vmstatOomKill: 'node_vmstat_oom_kill',
} as const;

/**
 * `id` of the kubepods cgroup, for both cgroup drivers and under a `--cgroup-root` (Docker Desktop: `/kubepods/kubepods`, kind:
 * `/kubelet.slice/kubelet-kubepods.slice`).
 * Its children end in `/burstable`, `.slice/kubepods-burstable.slice`, `/pod…`, and match neither.
 */
export const KUBEPODS_ID = '(?:/.*)?/(?:[^/]*-)?kubepods(?:[.]slice)?';
