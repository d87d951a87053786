import type { Bytes } from '../units';

/** Where a number is about: the whole node, all its pods together, one pod, one container of it. */
export type ReadingLevel = 'node' | 'pods' | 'pod' | 'container';

/** One number of memory that some tool shows. */
export interface Reading {
  readonly id: ReadingId;
  readonly level: ReadingLevel;
  /** As people call it. */
  readonly title: string;
  /** The metric or file, or the sum of them. */
  readonly source: string;
  /** Who shows it, and what it is good for. */
  readonly shownBy: string;
  /** Who acts on it, and how; most numbers are only looked at. */
  readonly decides?: { readonly by: 'kubelet' | 'kernel'; readonly what: string };
}

export type ReadingId =
  | 'nodeUsage'
  | 'nodeWorkingSet'
  | 'nodeRss'
  | 'nodeResource'
  | 'nodeNotFree'
  | 'nodeNotAvailable'
  | 'freeUsed'
  | 'kubepodsUsage'
  | 'kubepodsWorkingSet'
  | 'kubepodsRss'
  | 'podsSum'
  | 'podsResource'
  | 'containersSum'
  | 'containersRaw'
  | 'podUsage'
  | 'podWorkingSet'
  | 'podRss'
  | 'podResource'
  | 'podTop'
  | 'podContainers'
  | 'containerUsage'
  | 'containerWorkingSet'
  | 'containerRss'
  | 'containerResource';

/** What explains differences and is no answer of its own: file cache by age, kernel memory, the age of samples (s). */
export type PartId =
  | 'nodeInactiveFile'
  | 'nodeActiveFile'
  | 'nodeKernel'
  | 'nodeKernelNamed'
  | 'nodeReclaimable'
  | 'nodeSlabReclaimable'
  | 'nodeWorkingSetAge'
  | 'nodeResourceAge'
  | 'kubepodsInactiveFile'
  | 'podInactiveFile'
  | 'podPause'
  | 'podWorkingSetAge'
  | 'podResourceAge'
  | 'containerInactiveFile'
  | 'containerActiveFile'
  | 'containerCache'
  | 'containerKernel'
  | 'containerWorkingSetAge'
  | 'containerResourceAge';

/** Values at one moment; what was not collected is absent. */
export type Readings = Readonly<Partial<Record<ReadingId | PartId, number>>>;

/** How `kubectl top` prints an amount: whole Mi, truncated. */
export const topAmount = (bytes: Bytes): string => `${Math.trunc(bytes / 1048576)}Mi`;

const HARD = 'evicts when capacity less this falls below eviction-hard (memory.available)';
const ALLOCATABLE = 'evicts when this exceeds allocatable (allocatableMemory.available)';

/** Every number, in the order in which it is shown. */
export const READINGS: readonly Reading[] = [
  {
    id: 'nodeWorkingSet',
    level: 'node',
    title: 'Working set of the root cgroup',
    source: 'container_memory_working_set_bytes{id="/"}',
    shownBy: 'cAdvisor; dashboards',
    decides: { by: 'kubelet', what: HARD },
  },
  {
    id: 'nodeResource',
    level: 'node',
    title: 'Resource endpoint',
    source: 'node_memory_working_set_bytes',
    shownBy: 'kubelet /metrics/resource; metrics-server prints it as kubectl top node',
  },
  {
    id: 'nodeUsage',
    level: 'node',
    title: 'Usage of the root cgroup',
    source: 'container_memory_usage_bytes{id="/"}',
    shownBy: 'cAdvisor',
  },
  {
    id: 'nodeRss',
    level: 'node',
    title: 'RSS of the root cgroup',
    source: 'container_memory_rss{id="/"}',
    shownBy: 'cAdvisor',
  },
  {
    id: 'nodeNotAvailable',
    level: 'node',
    title: 'MemTotal − MemAvailable',
    source: 'node_memory_MemTotal_bytes − node_memory_MemAvailable_bytes',
    shownBy: 'node_exporter dashboards; used of free since procps 4',
  },
  {
    id: 'freeUsed',
    level: 'node',
    title: 'Used of free and htop',
    source: 'MemTotal − MemFree − Buffers − Cached − SReclaimable of node_exporter',
    shownBy: 'free before procps 4; htop, which adds Shmem',
  },
  {
    id: 'nodeNotFree',
    level: 'node',
    title: 'MemTotal − MemFree',
    source: 'node_memory_MemTotal_bytes − node_memory_MemFree_bytes',
    shownBy: 'node_exporter',
    decides: { by: 'kernel', what: 'kills when nothing is free and no file cache is left to take back' },
  },
  {
    id: 'kubepodsWorkingSet',
    level: 'pods',
    title: 'Working set of kubepods',
    source: 'container_memory_working_set_bytes of the kubepods cgroup',
    shownBy: 'cAdvisor',
    decides: { by: 'kubelet', what: ALLOCATABLE },
  },
  {
    id: 'kubepodsUsage',
    level: 'pods',
    title: 'Usage of kubepods',
    source: 'container_memory_usage_bytes of the kubepods cgroup',
    shownBy: 'cAdvisor',
    decides: { by: 'kernel', what: 'kills in it at the kubepods limit, once its file cache is taken back' },
  },
  {
    id: 'kubepodsRss',
    level: 'pods',
    title: 'RSS of kubepods',
    source: 'container_memory_rss of the kubepods cgroup',
    shownBy: 'cAdvisor',
  },
  {
    id: 'podsSum',
    level: 'pods',
    title: 'Sum over pod cgroups',
    source: 'container_memory_working_set_bytes{container="",pod!=""}',
    shownBy: 'dashboards that count pause containers',
  },
  {
    id: 'containersSum',
    level: 'pods',
    title: 'Sum over containers',
    source: 'container_memory_working_set_bytes{container!=""}, of those that are there',
    shownBy: 'the article’s blue curve; most dashboards',
  },
  {
    id: 'containersRaw',
    level: 'pods',
    title: 'Sum over containers as Prometheus returns it',
    source: 'container_memory_working_set_bytes{container!=""}',
    shownBy: 'dashboards, ghosts and restarts included',
  },
  {
    id: 'podsResource',
    level: 'pods',
    title: 'Sum of the resource endpoint',
    source: 'pod_memory_working_set_bytes',
    shownBy: 'kubelet /metrics/resource',
  },
  {
    id: 'podWorkingSet',
    level: 'pod',
    title: 'Working set of the pod',
    source: 'container_memory_working_set_bytes{container=""} of its cgroup',
    shownBy: 'cAdvisor',
    decides: { by: 'kubelet', what: 'ranks pods for eviction by this less the request' },
  },
  {
    id: 'podUsage',
    level: 'pod',
    title: 'Usage of the pod',
    source: 'container_memory_usage_bytes{container=""} of its cgroup',
    shownBy: 'cAdvisor',
    decides: { by: 'kernel', what: 'kills in it at the pod’s limit, if all its containers have one' },
  },
  {
    id: 'podRss',
    level: 'pod',
    title: 'RSS of the pod',
    source: 'container_memory_rss{container=""}',
    shownBy: 'cAdvisor',
  },
  {
    id: 'podResource',
    level: 'pod',
    title: 'Resource endpoint',
    source: 'pod_memory_working_set_bytes',
    shownBy: 'kubelet /metrics/resource',
  },
  {
    id: 'podContainers',
    level: 'pod',
    title: 'Sum over its containers',
    source: 'container_memory_working_set_bytes{container!=""}',
    shownBy: 'dashboards',
  },
  {
    id: 'podTop',
    level: 'pod',
    title: 'kubectl top pod',
    source: 'container_memory_working_set_bytes of /metrics/resource, summed over its containers',
    shownBy: 'metrics-server, autoscalers (HPA, VPA)',
  },
  {
    id: 'containerUsage',
    level: 'container',
    title: 'Usage',
    source: 'container_memory_usage_bytes',
    shownBy: 'cAdvisor; docker stats, less the cache',
    decides: { by: 'kernel', what: 'kills at the container’s limit, once its file cache is taken back' },
  },
  {
    id: 'containerWorkingSet',
    level: 'container',
    title: 'Working set',
    source: 'container_memory_working_set_bytes',
    shownBy: 'cAdvisor; dashboards',
  },
  { id: 'containerRss', level: 'container', title: 'RSS', source: 'container_memory_rss', shownBy: 'cAdvisor' },
  {
    id: 'containerResource',
    level: 'container',
    title: 'Resource endpoint',
    source: 'container_memory_working_set_bytes of /metrics/resource',
    shownBy: 'metrics-server prints it as kubectl top pod --containers',
  },
];
