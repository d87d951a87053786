import type { Bytes, DurationMs, EpochMs } from '../units';
import type { CgroupScope } from './cgroupPath';

/**
 * Whose memory ran out: a cgroup's by its limit, the whole node's, or that of the NUMA nodes to which a cpuset or a memory policy
 * was confined while others had room (L66 constrained_alloc). With `sysrq` nobody's: a person asked for the kill.
 */
export type OomScope = CgroupScope | 'cpuset' | 'memory-policy' | 'sysrq';

export interface OomVictim {
  readonly pid: number;
  readonly comm: string;
  /** anon + file + shmem as the kill line prints them; absent in a line that was cut off. */
  readonly rss?: Bytes;
  readonly oomScoreAdj?: number;
  readonly uid?: number;
  readonly at?: EpochMs;
}

/** One row of the kernel's `Tasks state` table. Page counts are converted with 4 KiB pages. */
export interface OomTask {
  readonly pid: number;
  readonly tgid: number;
  readonly uid: number;
  readonly name: string;
  readonly totalVm: Bytes;
  readonly rss: Bytes;
  readonly pgtables?: Bytes;
  readonly swap?: Bytes;
  readonly oomScoreAdj: number;
}

/** One OOM as the kernel reported it. Everything but the line numbers may be missing in a log that was cut off. */
export interface OomReport {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly at?: EpochMs;
  readonly sinceBoot?: DurationMs;
  readonly host?: string;
  /** Unknown when neither summary nor limit line survived. */
  readonly scope?: OomScope;
  /** The cgroup whose limit was hit; null for an OOM of no cgroup, or when unknown. */
  readonly oomMemcg: string | null;
  /** The victim's cgroup. */
  readonly taskMemcg: string | null;
  /** `CONSTRAINT_NONE`, `CONSTRAINT_MEMCG`, …; absent when the summary was cut off, and before kernel 4.19. */
  readonly constraint?: string;
  /** The NUMA nodes that the victim was allowed to use: `0`, `0-1`. */
  readonly memsAllowed?: string;
  /** Who asked for memory: not necessarily who used it. */
  readonly invokedBy?: { readonly comm: string; readonly oomScoreAdj?: number };
  /** `memory: usage …, limit …` of a cgroup OOM. */
  readonly usage?: Bytes;
  readonly limit?: Bytes;
  /** `memory.oom.group`: every task of the victim's cgroup was killed. */
  readonly group: boolean;
  readonly victims: readonly OomVictim[];
  readonly tasks: readonly OomTask[];
  /** Rows beyond what is kept in memory. */
  readonly tasksLeftOut: number;
}
