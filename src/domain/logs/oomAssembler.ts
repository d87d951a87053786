import type { DurationMs } from '../units';
import { readCgroupPath } from './cgroupPath';
import { readTask, type KernelOomLine, type SummaryLine } from './kernelOomLine';
import type { LogLine } from './logLine';
import type { OomReport, OomScope, OomTask, OomVictim } from './oomReport';

/** Lines of one OOM lie within this time of each other, on the busiest node seen. */
const MAX_GAP: DurationMs = 60_000;

/** Rows kept of one report's table; a node seldom has more processes. */
const MAX_TASKS = 2_000;
/** Victims of one report; further ones start another, so that none is lost. */
const MAX_VICTIMS = 2_000;
/** Hosts whose reports are open at once: a log of all nodes of a large cluster. */
const MAX_HOSTS = 5_000;

interface Draft {
  firstLine: number;
  lastLine: number;
  at?: number;
  lastAt?: number;
  sinceBoot?: number;
  host?: string;
  sysrq?: boolean;
  invokedBy?: OomReport['invokedBy'];
  usage?: number;
  limit?: number;
  statsMemcg?: string;
  summary?: SummaryLine;
  global?: boolean;
  groupMemcg?: string;
  columns?: readonly string[];
  readonly victims: OomVictim[];
  readonly tasks: OomTask[];
  tasksLeftOut: number;
}

export interface OomAssembler {
  /** Adds a line that was read; `finished` receives each report once no further line can belong to it. */
  add(line: LogLine, oom: KernelOomLine): void;
  end(): void;
}

/**
 * Puts the lines of each OOM together, one host apart from another. The kernel prints header, table and summary at most at a
 * limited rate but every kill (L66 oom_kill_process), so a report may consist of a kill alone.
 */
export function assembleOoms(finished: (report: OomReport) => void): OomAssembler {
  const open = new Map<string, Draft>();
  const close = (host: string) => {
    const draft = open.get(host);
    open.delete(host);
    if (draft && isOom(draft)) {
      finished(report(draft));
    }
  };
  return {
    add(line, oom) {
      const host = line.host ?? '';
      const current = open.get(host);
      if (current && (isStale(current, line) || startsAnew(current, oom))) {
        close(host);
      }
      const [oldest] = open.keys();
      if (oldest !== undefined && open.size >= MAX_HOSTS && !open.has(host)) {
        close(oldest);
      }
      const draft = open.get(host) ?? begin(line);
      open.set(host, draft);
      touch(draft, line);
      absorb(draft, line, oom);
    },
    end() {
      [...open.keys()].forEach(close);
    },
  };
}

function begin(line: LogLine): Draft {
  return {
    firstLine: line.number,
    lastLine: line.number,
    victims: [],
    tasks: [],
    tasksLeftOut: 0,
    ...(line.host && { host: line.host }),
  };
}

function touch(draft: Draft, line: LogLine): void {
  draft.firstLine = Math.min(draft.firstLine, line.number);
  draft.lastLine = Math.max(draft.lastLine, line.number);
  draft.at ??= line.at;
  draft.sinceBoot ??= line.sinceBoot;
  draft.lastAt = line.at ?? draft.lastAt;
}

function isStale(draft: Draft, line: LogLine): boolean {
  return line.at !== undefined && draft.lastAt !== undefined && Math.abs(line.at - draft.lastAt) > MAX_GAP;
}

function startsAnew(draft: Draft, oom: KernelOomLine): boolean {
  const decided = draft.victims.length > 0 || draft.summary !== undefined;
  switch (oom.kind) {
    case 'sysrq':
    case 'invoked':
      return decided || draft.invokedBy !== undefined;
    case 'summary':
    case 'limit':
      return (
        draft.summary !== undefined ||
        draft.victims.some((victim) => victim.pid !== (oom.kind === 'summary' ? oom.pid : undefined))
      );
    case 'usage':
    case 'columns':
    case 'stats':
    case 'chosen':
      return draft.victims.length > 0;
    case 'kill':
      return !accepts(draft, oom.victim, oom.global);
    case 'row':
    case 'group':
    case 'reaped':
      return false;
  }
}

function accepts(draft: Draft, victim: OomVictim, global: boolean | undefined): boolean {
  if (draft.victims.length >= MAX_VICTIMS) {
    return false;
  }
  if (draft.groupMemcg !== undefined || draft.victims.some(({ pid }) => pid === victim.pid)) {
    return true;
  }
  if (draft.victims.length > 0) {
    return false;
  }
  if (global !== undefined && draft.summary && draft.summary.global !== global) {
    return false;
  }
  return draft.summary?.pid === undefined || draft.summary.pid === victim.pid;
}

function absorb(draft: Draft, line: LogLine, oom: KernelOomLine): void {
  switch (oom.kind) {
    case 'sysrq':
      draft.sysrq = true;
      break;
    case 'invoked':
      // The kernel marks a kill that a person asked for by an impossible order (L66 is_sysrq_oom).
      draft.sysrq = oom.order === undefined ? draft.sysrq : oom.order === -1;
      draft.invokedBy = { comm: oom.comm, ...(oom.oomScoreAdj !== undefined && { oomScoreAdj: oom.oomScoreAdj }) };
      break;
    case 'usage':
      draft.usage = oom.usage;
      draft.limit = oom.limit;
      break;
    case 'stats':
      draft.statsMemcg ??= oom.memcg;
      break;
    case 'limit':
      draft.summary = {
        kind: 'summary',
        constraint: 'CONSTRAINT_MEMCG',
        global: false,
        oomMemcg: oom.oomMemcg,
        taskMemcg: oom.taskMemcg,
      };
      break;
    case 'columns':
      draft.columns = oom.columns;
      break;
    case 'row':
      addTask(draft, oom.pid, oom.cells);
      break;
    case 'summary':
      draft.summary = oom;
      break;
    case 'chosen':
      draft.global ??= oom.global;
      break;
    case 'kill':
      draft.global ??= oom.global;
      addVictim(draft, { ...oom.victim, ...(line.at !== undefined && { at: line.at }) });
      break;
    case 'group':
      draft.groupMemcg = oom.memcg;
      break;
    case 'reaped':
      break;
  }
}

function addTask(draft: Draft, pid: number, cells: readonly string[]): void {
  const task = draft.columns && readTask(draft.columns, pid, cells);
  if (task && draft.tasks.length < MAX_TASKS) {
    draft.tasks.push(task);
  } else if (task) {
    draft.tasksLeftOut += 1;
  }
}

/** With memory.oom.group the first victim is printed twice (seen on kernel 6.12). */
function addVictim(draft: Draft, victim: OomVictim): void {
  if (!draft.victims.some(({ pid }) => pid === victim.pid)) {
    draft.victims.push(victim);
  }
}

/** Table rows or statistics alone are no OOM: sysrq prints them too. */
function isOom(draft: Draft): boolean {
  return draft.invokedBy !== undefined || draft.summary !== undefined || draft.victims.length > 0;
}

function report(draft: Draft): OomReport {
  const oomMemcg = draft.summary ? (draft.summary.oomMemcg ?? null) : (draft.statsMemcg ?? null);
  const scope = scopeOf(draft, oomMemcg);
  return {
    firstLine: draft.firstLine,
    lastLine: draft.lastLine,
    ...(draft.at !== undefined && { at: draft.at }),
    ...(draft.sinceBoot !== undefined && { sinceBoot: draft.sinceBoot }),
    ...(draft.host !== undefined && { host: draft.host }),
    ...(scope && { scope }),
    oomMemcg: isGlobal(draft) ? null : oomMemcg,
    taskMemcg: draft.summary?.taskMemcg ?? draft.groupMemcg ?? null,
    ...(draft.summary && { constraint: draft.summary.constraint }),
    ...(draft.summary?.memsAllowed !== undefined && { memsAllowed: draft.summary.memsAllowed }),
    ...(draft.invokedBy && { invokedBy: draft.invokedBy }),
    ...(draft.usage !== undefined && { usage: draft.usage }),
    ...(draft.limit !== undefined && { limit: draft.limit }),
    group: draft.groupMemcg !== undefined,
    victims: draft.victims,
    tasks: draft.tasks,
    tasksLeftOut: draft.tasksLeftOut,
  };
}

const isGlobal = ({ summary, global }: Draft): boolean => summary?.global ?? global ?? false;

function scopeOf(draft: Draft, oomMemcg: string | null): OomScope | undefined {
  if (isGlobal(draft)) {
    return draft.sysrq ? 'sysrq' : (CONFINED[draft.summary?.constraint ?? ''] ?? 'node');
  }
  return oomMemcg === null ? undefined : readCgroupPath(oomMemcg).scope;
}

/** L66 oom_constraint_text; the kernel prints `global_oom` with these as well. */
const CONFINED: Readonly<Partial<Record<string, OomScope>>> = {
  CONSTRAINT_CPUSET: 'cpuset',
  CONSTRAINT_MEMORY_POLICY: 'memory-policy',
};
