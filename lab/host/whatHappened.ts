import type { HostNode } from './hostNode';
import type { KernelReport } from './kernelReports';

export interface Happened {
  /** What a review has to find, by the kernel's and the small kubelet's own words. */
  readonly verdicts: readonly string[];
  readonly lines: readonly string[];
}

/** What the kernel and the small kubelet did; without a readable kernel log by the cgroups' own counts. */
export function whatHappened(
  { kills, evictions, kubepods }: Pick<HostNode, 'kills' | 'evictions' | 'kubepods'>,
  reports: readonly KernelReport[]
): Happened {
  const kernel = reports.length > 0 ? reports.map(ofReport(kubepods.path)) : kills.map(ofCount);
  const kubelet = evictions.map(({ at, namespace, pod, signal, message }) => ({
    verdict: signal === 'memory.available' ? 'oom3-node-evicted' : 'oom2-allocatable-evicted',
    line: `${time(at)} kubelet: ${signal}: evicts ${namespace}/${pod}: ${message.trim()}`,
  }));
  const all = [...kernel, ...kubelet];
  return { verdicts: [...new Set(all.map(({ verdict }) => verdict))].sort(), lines: all.map(({ line }) => line) };
}

const ofReport =
  (kubepods: string) =>
  ({ limitOf, victimIn, task, pid }: KernelReport) => ({
    verdict: limitOf === kubepods ? 'oom4-kubepods-limit' : 'oom1-container-limit',
    line: `kernel log: limit of ${limitOf} reached, killed ${task} (pid ${pid}) in ${victimIn}`,
  });

const ofCount = ({ at, namespace, pod, ownLimit }: HostNode['kills'][number]) => ({
  verdict: ownLimit ? 'oom1-container-limit' : 'oom4-kubepods-limit',
  line: `${time(at)} the cgroup of ${namespace}/${pod} counts an OOM kill`,
});

const time = (ms: number): string => new Date(ms).toISOString().slice(11, 19);
