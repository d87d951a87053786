import { KiB, type Bytes } from '../units';
import type { OomTask, OomVictim } from './oomReport';

/** What one kernel line says about an OOM. */
export type KernelOomLine =
  | { readonly kind: 'sysrq' }
  | { readonly kind: 'invoked'; readonly comm: string; readonly oomScoreAdj?: number; readonly order?: number }
  | { readonly kind: 'usage'; readonly usage: Bytes; readonly limit: Bytes }
  | { readonly kind: 'stats'; readonly memcg: string }
  | { readonly kind: 'limit'; readonly oomMemcg: string; readonly taskMemcg: string }
  | { readonly kind: 'columns'; readonly columns: readonly string[] }
  | { readonly kind: 'row'; readonly pid: number; readonly cells: readonly string[] }
  | SummaryLine
  | { readonly kind: 'kill'; readonly victim: OomVictim; readonly global?: boolean }
  | { readonly kind: 'chosen'; readonly pid: number; readonly global: boolean }
  | { readonly kind: 'group'; readonly memcg: string }
  | { readonly kind: 'reaped' };

export interface SummaryLine {
  readonly kind: 'summary';
  readonly constraint: string;
  readonly global: boolean;
  readonly oomMemcg?: string;
  readonly taskMemcg?: string;
  readonly memsAllowed?: string;
  readonly pid?: number;
}

// Formats: L66 mm/oom_kill.c dump_header, dump_tasks, dump_oom_summary, __oom_kill_process; older ones in cAdvisor's oomparser_test.go.
// L66 drivers/tty/sysrq.c moom_callback; `SysRq : Manual OOM execution` before 4.18.
const SYSRQ = /^(?:sysrq: )?(?:SysRq : )?Manual OOM execution/;
const INVOKED = /^(.{1,64}?) invoked oom-killer:(?:.*?\border=(-?\d{1,2}))?(?:.*\boom_score_adj=(-?\d{1,5}))?/;
const USAGE = /^memory: usage (\d{1,19})kB, limit (\d{1,19})kB/;
const STATS = /^Memory cgroup stats for (\/[^:]*):/;
const LIMIT = /^Task in (\S+) killed as a result of limit of (\S+)/;
const COLUMNS = /^\[ *pid *\] +(\S.*)$/;
const ROW = /^\[ *(\d{1,10})\] +(\S.*)$/;
const SUMMARY = /^oom-kill:constraint=(\w+)(.*)$/;
// A name may hold brackets and whatever else: `a) total-vm:1kB`. What the kernel prints behind it is longer than any name.
const KILLED = /(?:^|: )Killed process (\d{1,10}) \((.{0,64})\)((?:, UID \d+)?,? total-vm:\d+kB, anon-rss:.*)$/;
const KILLED_CUT_OFF = /(?:^|: )Killed process (\d{1,10}) \((.{0,64}?)\)(?=,| total-vm|$)(.*)$/;
const CHOSEN = /(?:^|: )Kill process (\d{1,10}) \(.{0,64}\) score \d+ or sacrifice child/;
const GROUP = /^Tasks in (\S+) are going to be killed due to memory\.oom\.group set/;
const REAPED = /^oom_reaper: reaped process /;

/** Lines that speak of an OOM kill; what is among them and not read is worth showing. */
const OOM_WORDS = /invoked oom-killer|oom-kill:|Kill(?:ed)? process \d|killed as a result of limit|memory\.oom\.group/;

export function soundsLikeOom(text: string): boolean {
  return OOM_WORDS.test(text);
}

export function readKernelOomLine(text: string): KernelOomLine | undefined {
  for (const read of READERS) {
    const line = read(text);
    if (line) {
      return line;
    }
  }
  return undefined;
}

const READERS: ReadonlyArray<(text: string) => KernelOomLine | undefined> = [
  (text) => match(ROW, text, ([, pid, cells]) => ({ kind: 'row', pid: Number(pid), cells: split(cells) })),
  (text) => match(SUMMARY, text, ([, constraint = '', fields]) => summary(constraint, fields ?? '')),
  (text) =>
    match(KILLED, text, (groups) => kill(text, groups)) ?? match(KILLED_CUT_OFF, text, (groups) => kill(text, groups)),
  (text) =>
    match(INVOKED, text, ([, comm = '', order, adj]) => ({
      kind: 'invoked',
      comm,
      ...(order !== undefined && { order: Number(order) }),
      ...(adj !== undefined && { oomScoreAdj: Number(adj) }),
    })),
  (text) => match(COLUMNS, text, ([, columns]) => ({ kind: 'columns', columns: split(columns) })),
  (text) =>
    match(USAGE, text, ([, usage, limit]) => ({
      kind: 'usage',
      usage: Number(usage) * KiB,
      limit: Number(limit) * KiB,
    })),
  (text) => match(STATS, text, ([, memcg = '']) => ({ kind: 'stats', memcg })),
  (text) => match(LIMIT, text, ([, taskMemcg = '', oomMemcg = '']) => ({ kind: 'limit', oomMemcg, taskMemcg })),
  (text) =>
    match(CHOSEN, text, ([, pid]) => ({ kind: 'chosen', pid: Number(pid), global: !text.startsWith('Memory cgroup') })),
  (text) => match(GROUP, text, ([, memcg = '']) => ({ kind: 'group', memcg })),
  (text) => match(REAPED, text, () => ({ kind: 'reaped' })),
  (text) => match(SYSRQ, text, () => ({ kind: 'sysrq' })),
];

function match<T>(pattern: RegExp, text: string, read: (groups: RegExpExecArray) => T): T | undefined {
  const groups = pattern.exec(text);
  return groups ? read(groups) : undefined;
}

function split(cells: string | undefined): string[] {
  return (cells ?? '').trim().split(/\s+/);
}

function kill(text: string, [, pid, comm = '', rest = '']: RegExpExecArray): KernelOomLine {
  return { kind: 'kill', victim: victim(Number(pid), comm, rest), ...scopeWords(text) };
}

/**
 * Paths may hold commas, so the fields are cut at the names the kernel prints, not at every comma. The victim's name stands
 * before its pid and may look like one; the last is the kernel's.
 */
function summary(constraint: string, fields: string): SummaryLine {
  const parts = fields.split(/,(?=(?:nodemask|cpuset|mems_allowed|oom_memcg|task_memcg|task|pid|uid)=|global_oom\b)/);
  const value = (name: string) => parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const oomMemcg = value('oom_memcg');
  const taskMemcg = value('task_memcg');
  const memsAllowed = value('mems_allowed');
  const pid = parts.findLast((part) => part.startsWith('pid='))?.slice('pid='.length);
  return {
    kind: 'summary',
    constraint,
    global: parts.includes('global_oom') || (oomMemcg === undefined && constraint !== 'CONSTRAINT_MEMCG'),
    ...(oomMemcg !== undefined && { oomMemcg }),
    ...(taskMemcg !== undefined && { taskMemcg }),
    ...(memsAllowed !== undefined && /^[\d,-]+$/.test(memsAllowed) && { memsAllowed }),
    ...(pid !== undefined && /^\d+$/.test(pid) && { pid: Number(pid) }),
  };
}

function victim(pid: number, comm: string, rest: string): OomVictim {
  const rss = /anon-rss:(\d{1,19})kB, file-rss:(\d{1,19})kB(?:, shmem-rss:(\d{1,19})kB)?/.exec(rest);
  const adj = /oom_score_adj:(-?\d{1,5})/.exec(rest)?.[1];
  const uid = /\bUID[: ](\d{1,10})/.exec(rest)?.[1];
  return {
    pid,
    comm,
    ...(rss && { rss: [rss[1], rss[2], rss[3] ?? '0'].reduce((sum, kB) => sum + Number(kB) * KiB, 0) }),
    ...(adj !== undefined && { oomScoreAdj: Number(adj) }),
    ...(uid !== undefined && { uid: Number(uid) }),
  };
}

function scopeWords(text: string): { global?: boolean } {
  return text.startsWith('Out of memory')
    ? { global: true }
    : text.startsWith('Memory cgroup')
      ? { global: false }
      : {};
}

const PAGE: Bytes = 4 * KiB;

/** A table row by its header's names; rows that do not fit the header are not guessed at. */
export function readTask(columns: readonly string[], pid: number, cells: readonly string[]): OomTask | undefined {
  if (cells.length < columns.length) {
    return undefined;
  }
  // A name may hold blanks and stands last: everything from its column on is the name.
  const cell = (name: string) => (columns.includes(name) ? Number(cells[columns.indexOf(name)]) : undefined);
  const numbers = {
    uid: cell('uid'),
    tgid: cell('tgid'),
    totalVm: cell('total_vm'),
    rss: cell('rss'),
    adj: cell('oom_score_adj'),
  };
  const { uid, tgid, totalVm, rss, adj } = numbers;
  if (uid === undefined || tgid === undefined || totalVm === undefined || rss === undefined || adj === undefined) {
    return undefined;
  }
  if (!Object.values(numbers).every(Number.isFinite)) {
    return undefined;
  }
  const pgtables = cell('pgtables_bytes') ?? scaled(cell('nr_ptes'));
  const swap = scaled(cell('swapents'));
  return {
    pid,
    tgid,
    uid,
    name: cells.slice(columns.length - 1).join(' '),
    totalVm: totalVm * PAGE,
    rss: rss * PAGE,
    ...(pgtables !== undefined && { pgtables }),
    ...(swap !== undefined && { swap }),
    oomScoreAdj: adj,
  };
}

function scaled(pages: number | undefined): Bytes | undefined {
  return pages === undefined ? undefined : pages * PAGE;
}
