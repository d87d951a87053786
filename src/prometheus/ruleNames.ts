/** What the recording rules of `rules/` are called: level:what:how, as Prometheus asks (docs/practices/rules). Each has `node` and, where there is one, `cluster`. */
export const NODE = {
  capacity: 'node:memory_capacity_bytes:max',
  allocatable: 'node:memory_allocatable_bytes:max',
  hugepages: 'node:memory_hugepages_bytes:sum',
  /** With `provenance`: measured or assumed. */
  evictionHard: 'node:memory_eviction_hard_bytes:max',
  /** With `provenance`: measured or assumed. */
  kubepodsLimit: 'node:memory_kubepods_limit_bytes:min',
  workingSet: 'node:memory_working_set_bytes:max',
  available: 'node:memory_available_bytes:min',
  podsWorkingSet: 'node:pods_memory_working_set_bytes:sum',
  podsRequests: 'node:pods_memory_requests_bytes:sum',
  podsLimits: 'node:pods_memory_limits_bytes:sum',
} as const;

/** Over all nodes of a cluster. */
export const FLEET = {
  nodes: 'cluster:memory_nodes:count',
  overAllocatable: 'cluster:memory_nodes_over_allocatable:count',
  belowEvictionHard: 'cluster:memory_nodes_below_eviction_hard:count',
  podsHeadroom: 'cluster:memory_pods_headroom_bytes:min',
  nodeHeadroom: 'cluster:memory_node_headroom_bytes:min',
} as const;
