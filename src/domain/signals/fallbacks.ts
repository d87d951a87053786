/** What stands in for a value whose better sources are missing. */
export interface Fallback {
  /** The families that are missing; ids of the catalogue of signals. */
  readonly lost: readonly string[];
  /** What is shown in their place. */
  readonly by: string;
  /** Only with kubeReserved and evictionHard entered for the node pool. */
  readonly configured?: boolean;
}

export type FallbackValue =
  | 'nodeWorkingSet'
  | 'podsByContainers'
  | 'podsByPods'
  | 'podsByKubepods'
  | 'capacity'
  | 'allocatable'
  | 'kubepodsLimit'
  | 'evictionHard';

export interface FallbackChain {
  readonly value: FallbackValue;
  readonly name: string;
  /** The best source. */
  readonly best: string;
  /** In the order in which they are tried. */
  readonly fallbacks: readonly Fallback[];
}

const LIMIT = ['kubepodsLimit'];

/** Every line and curve with all that can stand in for it, best evidence first. */
export const FALLBACKS: readonly FallbackChain[] = [
  {
    value: 'nodeWorkingSet',
    name: 'Node working set, node available',
    best: 'root cgroup',
    fallbacks: [
      { lost: ['rootCgroup'], by: 'node_memory_working_set_bytes of the kubelet' },
      {
        lost: ['rootCgroup', 'resourceNode'],
        by: 'node_exporter: AnonPages + Cached + Buffers + SwapCached − Inactive_file',
      },
    ],
  },
  {
    value: 'podsByContainers',
    name: 'Pods’ working set, by containers',
    best: 'containers that were there at the last scrape',
    fallbacks: [
      { lost: ['lifeSigns', 'containerLimits'], by: 'containers, by the age of their samples' },
      { lost: ['containers'], by: 'pod cgroups' },
      { lost: ['containers', 'podCgroups'], by: 'kubepods cgroup' },
    ],
  },
  {
    value: 'podsByPods',
    name: 'Pods’ working set, by pods',
    best: 'pod cgroups',
    fallbacks: [
      { lost: ['podCgroups'], by: 'containers' },
      { lost: ['podCgroups', 'containers'], by: 'kubepods cgroup' },
    ],
  },
  {
    value: 'podsByKubepods',
    name: 'Pods’ working set, by kubepods',
    best: 'kubepods cgroup',
    fallbacks: [
      { lost: ['kubepodsCgroup'], by: 'pod cgroups' },
      { lost: ['kubepodsCgroup', 'podCgroups'], by: 'containers' },
    ],
  },
  {
    value: 'capacity',
    name: 'Capacity',
    best: 'kube_node_status_capacity',
    fallbacks: [
      { lost: ['capacity'], by: 'machine_memory_bytes' },
      { lost: ['capacity', 'machineMemory'], by: 'node_memory_MemTotal_bytes' },
      { lost: ['capacity', 'machineMemory', 'memTotal'], by: 'limit of the root cgroup' },
    ],
  },
  {
    value: 'allocatable',
    name: 'Allocatable',
    best: 'kube_node_status_allocatable',
    fallbacks: [
      { lost: ['allocatable'], by: 'kubepods limit − evictionHard', configured: true },
      { lost: ['allocatable', ...LIMIT], by: 'capacity − reserved − evictionHard', configured: true },
    ],
  },
  {
    value: 'kubepodsLimit',
    name: 'kubepods limit',
    best: 'limit of the kubepods cgroup',
    fallbacks: [
      { lost: LIMIT, by: 'capacity − reserved', configured: true },
      { lost: [...LIMIT, 'capacity', 'machineMemory'], by: 'MemTotal − reserved', configured: true },
    ],
  },
  {
    value: 'evictionHard',
    name: 'Eviction-hard',
    best: 'as entered for the node pool',
    fallbacks: [{ lost: [], by: 'kubepods limit − allocatable' }],
  },
];
