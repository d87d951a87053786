import type { Bytes } from '../units';

import { readCgroupPath } from './cgroupPath';
import type { OomReport, OomTask } from './oomReport';

/** Where a process runs; `pods` also where only its score says so. */
export type Place = 'pods' | 'outside-pods' | 'unknown';

export interface Holder {
  readonly name: string;
  readonly pid: number;
  /** Resident, shared pages included. */
  readonly rss: Bytes;
  readonly place: Place;
  readonly oomScoreAdj: number;
  /** Known of the killed process only: the table gives none. */
  readonly memcg?: string;
}

/** Who held memory when the kernel looked for somebody to kill. */
export interface MemoryHolders {
  /** The process with the most. */
  readonly largest: Holder;
  /** Resident memory of all processes in the table. A cgroup's OOM lists that cgroup's alone. */
  readonly all: Bytes;
  readonly outsidePods: Bytes;
}

/** Undefined where the report has no table, or one that was cut off: the largest may be missing then. */
export function findMemoryHolders(report: OomReport): MemoryHolders | undefined {
  const { tasks, tasksLeftOut } = report;
  const [first, ...others] = tasks;
  if (first === undefined || tasksLeftOut > 0) {
    return undefined;
  }
  const largest = others.reduce((most, task) => (task.rss > most.rss ? task : most), first);
  return {
    largest: holderOf(report, largest),
    all: sum(tasks),
    outsidePods: sum(tasks.filter((task) => placeOf(report, task) === 'outside-pods')),
  };
}

const sum = (tasks: readonly OomTask[]): Bytes => tasks.reduce((bytes, { rss }) => bytes + rss, 0);

function holderOf(report: OomReport, task: OomTask): Holder {
  const { name, pid, rss, oomScoreAdj } = task;
  const memcg = isVictim(report, task) ? report.taskMemcg : null;
  return { name, pid, rss, oomScoreAdj, place: placeOf(report, task), ...(memcg !== null && { memcg }) };
}

function placeOf(report: OomReport, task: OomTask): Place {
  if (isVictim(report, task) && report.taskMemcg !== null) {
    return placeOfCgroup(report.taskMemcg);
  }
  return report.oomMemcg !== null && placeOfCgroup(report.oomMemcg) === 'pods'
    ? 'pods'
    : placeOfScore(task.oomScoreAdj);
}

/** With `memory.oom.group` all victims are of that cgroup. */
const isVictim = ({ victims }: OomReport, { pid }: OomTask): boolean => victims.some((victim) => victim.pid === pid);

/** Of a process's cgroup; the root is nobody's pod. */
export function placeOfCgroup(path: string): Place {
  const { scope } = readCgroupPath(path);
  return scope === 'other' || scope === 'node' ? 'outside-pods' : 'pods';
}

/**
 * The kubelet gives every container −997 (Guaranteed, critical), 3–999 (Burstable) or 1000 (BestEffort) (K32
 * pkg/kubelet/qos/policy.go), and a process may lower its own only with CAP_SYS_RESOURCE. −998 is the sandbox's and its shim's.
 */
function placeOfScore(adj: number): Place {
  if (adj === -998) {
    return 'unknown';
  }
  return adj === -997 || adj >= 2 ? 'pods' : 'outside-pods';
}
