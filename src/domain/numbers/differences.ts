import { formatMiB } from '../quantity/formatBytes';
import { MiB, type Bytes } from '../units';

import type { PartId, ReadingId, ReadingLevel, Readings } from './readings';

/** Two numbers of one thing, and why they are not the same. */
export interface Difference {
  readonly of: ReadingId;
  readonly from: ReadingId;
  /** `of` − `from`. */
  readonly bytes: Bytes;
  readonly text: string;
  /** The rule that makes it so. */
  readonly source: string;
}

/** What else tells the differences apart. */
export interface NumbersFacts {
  /** The root cgroup on cgroup v2 has no usage of its own (`kubelet_cgroup_version`); undefined where not known. */
  readonly cgroupVersion?: 1 | 2;
  /** `v1.34.4` */
  readonly kubeletVersion?: string;
}

/** Every difference of a level that the numbers allow to be told, each from its own numbers. */
export function explainDifferences(
  level: ReadingLevel,
  readings: Readings,
  facts: NumbersFacts = {}
): readonly Difference[] {
  return RULES.filter((rule) => rule.level === level).flatMap(({ of, from, source, tell }) => {
    const [a, b] = [readings[of], readings[from]];
    if (a === undefined || b === undefined) {
      return [];
    }
    return [{ of, from, bytes: a - b, text: tell(a - b, readings, facts), source }];
  });
}

interface Rule {
  readonly level: ReadingLevel;
  readonly of: ReadingId;
  readonly from: ReadingId;
  readonly source: string;
  readonly tell: (bytes: Bytes, readings: Readings, facts: NumbersFacts) => string;
}

const WORKING_SET = 'cAdvisor container/libcontainer/handler.go: working set = usage − inactive_file, not below 0';
const TOP = 'metrics-server reads /metrics/resource; kubectl prints whole Mi, truncated';
const MEMINFO = 'kernel mm/page_alloc.c, si_mem_available';

/** Below this two numbers of the same thing are the same to a person: scrapes are seconds apart. */
const SAME = MiB;

const inactive = (level: ReadingLevel, of: ReadingId, from: ReadingId, part: PartId): Rule => ({
  level,
  of,
  from,
  source: WORKING_SET,
  tell: (bytes, readings) => {
    const measured = readings[part];
    if (bytes < SAME && (measured ?? 0) < SAME) {
      return 'The same: there is no file cache that has not been used lately (inactive_file).';
    }
    const cache = `Usage holds ${formatMiB(bytes)} more: file cache that has not been used lately (inactive_file), which the kernel takes back before it kills.`;
    return measured === undefined || Math.abs(measured - bytes) < 4 * SAME
      ? cache
      : `${cache} inactive_file itself was last read as ${formatMiB(measured)}, at another moment.`;
  },
});

const aged = (
  level: ReadingLevel,
  { of, from, ageOf, ageFrom }: { of: ReadingId; from: ReadingId; ageOf: PartId; ageFrom: PartId }
): Rule => ({
  level,
  of,
  from,
  source: 'kubelet metrics/collectors/resource_metrics.go: both come from cAdvisor, each sample with its own time',
  tell: (bytes, readings) => {
    const [a, b] = [readings[ageOf], readings[ageFrom]];
    const ages =
      a === undefined || b === undefined
        ? ''
        : ` The sample of the resource endpoint is ${Math.round(a)} s old, the other ${Math.round(b)} s.`;
    return Math.abs(bytes) < SAME
      ? `The same number, by another way: the kubelet’s resource endpoint repeats what cAdvisor read.${ages}`
      : `The same number, read at another moment: ${formatMiB(Math.abs(bytes))} ${bytes < 0 ? 'less' : 'more'}.${ages}`;
  },
});

const RULES: readonly Rule[] = [
  inactive('node', 'nodeUsage', 'nodeWorkingSet', 'nodeInactiveFile'),
  aged('node', { of: 'nodeResource', from: 'nodeWorkingSet', ageOf: 'nodeResourceAge', ageFrom: 'nodeWorkingSetAge' }),
  {
    level: 'node',
    of: 'nodeNotFree',
    from: 'nodeUsage',
    source: 'runc fs2/memory.go: the root’s usage is anon + file since Kubernetes 1.29 (runc PR #3977)',
    tell: (bytes, readings, facts) =>
      bytes < SAME
        ? `Nearly the same: this root cgroup counts all that is not free, kernel memory included${isOldV2(facts) ? ' (cgroup v2 before Kubernetes 1.29)' : ''}.`
        : `The root cgroup${facts.cgroupVersion === 2 ? ' has no usage of its own on cgroup v2 and' : ''} counts anonymous and file pages alone: ${formatMiB(bytes)} that are not free are in neither.${kernelWords(readings)} The kubelet does not see them in memory.available.`,
  },
  {
    level: 'node',
    of: 'nodeNotAvailable',
    from: 'nodeWorkingSet',
    source: MEMINFO,
    tell: (bytes, readings) => {
      const { nodeKernel, nodeActiveFile } = readings;
      if (nodeKernel === undefined || nodeActiveFile === undefined) {
        return `MemAvailable counts kernel memory as used, and most file cache as available: ${signed(bytes)} in all.`;
      }
      return `${signed(bytes)} in all: MemAvailable counts ${formatMiB(nodeKernel)} as used that are neither anonymous nor file pages (kernel memory), which the working set does not see; it counts ${formatMiB(nodeActiveFile)} of file cache in use (active_file) as available, which the working set counts as used${beyondCache(readings)}.`;
    },
  },
  {
    level: 'node',
    of: 'freeUsed',
    from: 'nodeWorkingSet',
    source: 'procps library/meminfo.c; working set leaves out inactive_file alone',
    tell: (bytes, { nodeActiveFile, nodeKernel, nodeSlabReclaimable }) => {
      const kernel =
        nodeKernel === undefined || nodeSlabReclaimable === undefined
          ? 'kernel memory'
          : `${formatMiB(nodeKernel - nodeSlabReclaimable)} of kernel memory and what nobody accounts for`;
      const active = nodeActiveFile === undefined ? '' : ` (active_file is ${formatMiB(nodeActiveFile)})`;
      return `${signed(bytes)}: free leaves out all file cache, also what is in use and counts in the working set${active}, and counts ${kernel} that the working set does not see.`;
    },
  },
  {
    level: 'node',
    of: 'nodeWorkingSet',
    from: 'kubepodsWorkingSet',
    source: 'kubelet cm/node_container_manager_linux.go: pods run below kubepods, the rest of the node beside it',
    tell: (bytes) =>
      `${formatMiB(bytes)} are used outside the pods: the kubelet, the runtime, system services, and file cache in use that belongs to no pod. The reserve is for this.`,
  },
  inactive('pods', 'kubepodsUsage', 'kubepodsWorkingSet', 'kubepodsInactiveFile'),
  {
    level: 'pods',
    of: 'kubepodsWorkingSet',
    from: 'podsSum',
    source: 'kernel cgroup hierarchy: a parent is charged with what its children had, and with what outlives them',
    tell: (bytes) =>
      Math.abs(bytes) < 8 * SAME
        ? `The same to ${formatMiB(8 * SAME)}: kubepods is its pods’ cgroups, read one after the other.`
        : bytes > 0
          ? `${formatMiB(bytes)} are charged to kubepods and to no pod that is there: pods that have just gone, files in memory that outlive them, or samples of different moments.`
          : `The pods’ samples add up to ${formatMiB(-bytes)} more: they are of other moments, or of pods that are gone.`,
  },
  {
    level: 'pods',
    of: 'podsSum',
    from: 'containersSum',
    source: 'kubelet server.go:1163-1198: a pod’s cgroup holds its pause container, which has no container label',
    tell: (bytes) =>
      bytes < 0
        ? `The containers add up to ${formatMiB(-bytes)} more than their pods: samples of different moments.`
        : `${formatMiB(bytes)} are in the pods and in none of their containers: pause containers (about half a MiB each), files in memory (emptyDir) of containers that ended, kernel memory of the pod itself.`,
  },
  {
    level: 'pods',
    of: 'containersRaw',
    from: 'containersSum',
    source: 'Prometheus querying basics, Staleness: a series with its own timestamps is returned for five minutes',
    tell: (bytes) =>
      bytes < SAME
        ? 'The same: no container that is gone is counted, and none twice.'
        : `${formatMiB(bytes)} are ghosts and doubles: last values of containers that are gone, which Prometheus returns for five minutes, and a restarted container beside its predecessor. Nothing holds that memory.`,
  },
  {
    level: 'pods',
    of: 'podsResource',
    from: 'podsSum',
    source: 'kubelet metrics/collectors/resource_metrics.go',
    tell: (bytes) =>
      Math.abs(bytes) < 8 * SAME
        ? `The same to ${formatMiB(8 * SAME)}: both are the pods’ cgroups.`
        : `${signed(bytes)}: the same cgroups, read at other moments.`,
  },
  inactive('pod', 'podUsage', 'podWorkingSet', 'podInactiveFile'),
  {
    level: 'pod',
    of: 'podWorkingSet',
    from: 'podContainers',
    source: 'kubelet server.go:1163-1198: a pod’s cgroup holds its pause container, which has no container label',
    tell: (bytes, { podPause }) => {
      const pause = podPause === undefined ? '' : ` The pause container holds ${formatSmall(podPause)}.`;
      return bytes < 0
        ? `The containers add up to ${formatSmall(-bytes)} more than the pod: samples of different moments.${pause}`
        : `${formatSmall(bytes)} are in the pod and in none of its containers.${pause}${bytes - (podPause ?? 0) >= SAME ? ` The other ${formatSmall(bytes - (podPause ?? 0))} are charged to the pod itself: files in memory (emptyDir) of containers that ended, kernel memory, or a sample of another moment.` : ''}`;
    },
  },
  aged('pod', { of: 'podResource', from: 'podWorkingSet', ageOf: 'podResourceAge', ageFrom: 'podWorkingSetAge' }),
  {
    level: 'pod',
    of: 'podTop',
    from: 'podWorkingSet',
    source: TOP,
    tell: (bytes) =>
      `kubectl top pod adds up the containers (${signedSmall(bytes)}): without the pause container, and as old as metrics-server’s last round. The kubelet ranks by the pod’s own cgroup.`,
  },
  inactive('container', 'containerUsage', 'containerWorkingSet', 'containerInactiveFile'),
  {
    level: 'container',
    of: 'containerWorkingSet',
    from: 'containerRss',
    source:
      'kernel Documentation/admin-guide/cgroup-v2.rst (memory.stat), cgroup-v1/memory.rst 5.5: usage is a fuzz value',
    tell: (bytes, { containerActiveFile, containerKernel, containerCache }) => {
      if (bytes < 0) {
        return `RSS is ${formatSmall(-bytes)} above the working set: samples of different moments.`;
      }
      // The kubelet exports kernel_usage as 0 where the kernel does not tell it.
      const kernel = containerKernel === undefined || containerKernel === 0 ? undefined : containerKernel;
      const parts = [
        ...fileCache(containerActiveFile, containerCache),
        ...(kernel === undefined ? [] : [`${formatSmall(kernel)} of it kernel memory`]),
      ];
      const rest = bytes - (containerActiveFile ?? 0) - (kernel ?? 0);
      const others = kernel === undefined ? 'kernel memory (page tables, stacks, slab), ' : '';
      const told = [
        ...parts,
        ...(rest < 4096
          ? []
          : [`${formatSmall(rest)} ${others}files in memory, and pages that the kernel charges in batches`]),
      ];
      return `The working set holds ${formatSmall(bytes)} more than anonymous memory${told.length === 0 ? '' : `: ${told.join('; ')}`}.`;
    },
  },
  aged('container', {
    of: 'containerResource',
    from: 'containerWorkingSet',
    ageOf: 'containerResourceAge',
    ageFrom: 'containerWorkingSetAge',
  }),
];

/** What of it `/proc/meminfo` names. */
const kernelWords = ({ nodeKernelNamed }: Readings): string =>
  nodeKernelNamed === undefined
    ? ' They are kernel memory (slab, page tables, stacks), and what the kernel holds without saying.'
    : ` Of such memory /proc/meminfo names ${formatMiB(nodeKernelNamed)}: slab, page tables and stacks.`;

/** What MemAvailable adds to what is free is not just the file cache: some of it is held back, or more is counted. */
function beyondCache({ nodeReclaimable, nodeInactiveFile, nodeActiveFile, nodeSlabReclaimable = 0 }: Readings): string {
  if (nodeReclaimable === undefined || nodeInactiveFile === undefined || nodeActiveFile === undefined) {
    return '';
  }
  const more = nodeReclaimable - nodeInactiveFile - nodeActiveFile;
  if (more < 0) {
    return `, and holds back ${formatMiB(-more)} of file cache that the kernel never gives up (its watermarks)`;
  }
  return more <= nodeSlabReclaimable + SAME
    ? `, and counts ${formatMiB(more)} of reclaimable slab as available`
    : `, and counts ${formatMiB(more)} as available that are neither file cache nor, beyond ${formatMiB(nodeSlabReclaimable)}, reclaimable slab`;
}

/** The part of the file cache that counts in the working set, as far as it is collected. */
function fileCache(active: Bytes | undefined, cache: Bytes | undefined): readonly string[] {
  if (active !== undefined) {
    return [
      active === 0
        ? 'none of it file cache in use (active_file)'
        : `${formatSmall(active)} of it file cache in use (active_file)`,
    ];
  }
  return cache === undefined
    ? []
    : [cache < SAME ? 'none of it file cache' : `part of ${formatSmall(cache)} of file cache`];
}

/** Kubernetes 1.25 to 1.28 took MemTotal − MemFree for the root of cgroup v2. */
function isOldV2({ cgroupVersion, kubeletVersion }: NumbersFacts): boolean {
  const minor = Number(/^v1\.(\d+)/.exec(kubeletVersion ?? '')?.[1]);
  return cgroupVersion === 2 && minor < 29;
}

const signed = (bytes: Bytes): string => `${formatMiB(Math.abs(bytes))} ${bytes < 0 ? 'less' : 'more'}`;

const signedSmall = (bytes: Bytes): string =>
  bytes === 0 ? 'the same' : `${formatSmall(Math.abs(bytes))} ${bytes < 0 ? 'less' : 'more'}`;

/** Pause containers are below a MiB. */
const formatSmall = (bytes: Bytes): string => (bytes < 10 * MiB ? `${Math.round(bytes / 1024)} KiB` : formatMiB(bytes));
