import type { Cgroup } from './cgroup';

/** How a process uses memory, in bytes and milliseconds since its start. */
export interface Program {
  readonly comm: string;
  /** Anonymous memory taken at once. */
  readonly start: number;
  /** The amount goes up and down by so much. */
  readonly wobble: number;
  readonly grow?: Growing;
  readonly cache?: FileCache;
  readonly exit?: Exit;
}

/** `by` bytes every so often, from `after` on, until it holds `to`. */
export interface Growing {
  readonly by: number;
  readonly every: number;
  readonly after: number;
  readonly to: number;
}

export interface FileCache {
  readonly by: number;
  readonly every: number;
  readonly to: number;
  /** The share that is active, which the working set counts. */
  readonly active: number;
}

/** It ends by itself: once it holds so much, or after so long. */
export interface Exit {
  readonly code: number;
  readonly at?: number;
  readonly after?: number;
}

export interface Process {
  readonly pid: number;
  readonly comm: string;
  readonly cgroup: Cgroup;
  readonly oomScoreAdj: number;
  readonly program: Program;
  readonly startedAt: number;
  /** Ends its container when it ends. */
  readonly isInit: boolean;
  anon: number;
  /** What of its memory is in swap instead. */
  swapped: number;
  cached: number;
  nextGrowth: number;
  nextCache: number;
  nextWobble: number;
  wobbled: number;
  alive: boolean;
  readonly onExit: (exit: ProcessExit) => void;
}

export interface ProcessExit {
  readonly at: number;
  readonly code: number;
  readonly by: 'itself' | 'oom' | 'signal';
}

const PAGE = 4096;

/** A page table entry is 8 bytes a page. */
export function pageTables(anon: number): number {
  return Math.ceil(anon / PAGE / 512) * PAGE + 9 * PAGE;
}
