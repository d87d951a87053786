import type { Bytes, DurationMs, EpochMs } from '../units';
import type { CgroupScope } from './cgroupPath';

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
  /** Whose limit was hit. `node` for a global OOM. Unknown when neither summary nor limit line survived. */
  readonly scope?: CgroupScope;
  /** The cgroup whose limit was hit; null for a global OOM or when unknown. */
  readonly oomMemcg: string | null;
  /** The victim's cgroup. */
  readonly taskMemcg: string | null;
  readonly constraint?: string;
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
