import { selectVictim } from './badness';
import { addCgroup, charge, isWithin, usage, type Cgroup } from './cgroup';
import { dueList } from './dueList';
import type { Process, ProcessExit, Program } from './process';
import type { Random } from './random';

const MiB = 1024 * 1024;

/** One run of the kernel's OOM killer. */
export interface OomKill {
  readonly at: number;
  /** The cgroup whose limit was met; absent when the node itself was out of memory. */
  readonly limitOf?: Cgroup;
  /** Only the memory of some NUMA nodes had run out. */
  readonly confinedBy?: 'cpuset' | 'memory-policy';
  readonly victim: Process;
  /** task_memcg */
  readonly cgroup: Cgroup;
  readonly invokedBy: Process;
  /** In the order of their deaths. */
  readonly killed: readonly Process[];
  readonly byGroup: boolean;
  /** The tasks the killer chose among, as it listed them. */
  readonly table: ReadonlyArray<{
    readonly pid: number;
    readonly comm: string;
    readonly anon: number;
    readonly swapped: number;
    readonly adj: number;
  }>;
}

export interface KernelOptions {
  readonly random: Random;
  readonly memTotal: number;
  readonly swap: number;
  /** Whether those within it may use swap. */
  readonly maySwap: (cgroup: Cgroup) => boolean;
  /** Slab, page tables, stacks: in no cgroup's working set (opencontainers/runc#4059). */
  readonly kernelMemory: number;
  readonly bootedAt: number;
  /** Whether each kill's table of tasks is kept for the log. */
  readonly keepTables: boolean;
}

export interface NewProcess {
  readonly comm: string;
  readonly cgroup: Cgroup;
  readonly oomScoreAdj: number;
  readonly program: Program;
  readonly isInit: boolean;
  readonly at: number;
  readonly onExit: (exit: ProcessExit) => void;
}

/** Memory, processes and the OOM killer of one node. */
export interface Kernel {
  readonly root: Cgroup;
  readonly memTotal: number;
  readonly processes: ReadonlySet<Process>;
  /** node_vmstat_oom_kill. */
  oomKillCount: number;
  bootedAt: number;
  /** Memory neither used nor cached. */
  free(): number;
  kernelMemory(): number;
  swapFree(): number;
  spawn(process: NewProcess): Process;
  /** SIGKILL, or any end from outside. */
  end(process: Process, at: number, code: number, by?: ProcessExit['by']): void;
  /** Kills this one for the memory of its NUMA nodes. */
  killConfined(process: Process, at: number, by: NonNullable<OomKill['confinedBy']>): void;
  /** Every process is gone without an end of its own: the power is off. */
  clear(): void;
  /** Everything that grows, shrinks or ends by itself up to the time. */
  run(until: number): void;
  /** Called for each kill, while the tasks still hold their memory. */
  onOomKill: (kill: OomKill) => void;
}

/** The kernel keeps this much back and kills rather than go below (vm.min_free_kbytes). */
const RESERVE = 48 * MiB;
/** File cache it does not get back in time. */
const STICKY_CACHE = 24 * MiB;

export function bootKernel(options: KernelOptions): Kernel {
  const { random, memTotal } = options;
  const root = addCgroup({ path: '/', level: 'root', createdAt: options.bootedAt });
  const processes = new Set<Process>();
  const busy = dueList<Process>();
  let nextPid = 1200;
  let swapUsed = 0;

  const kernel: Kernel = {
    root,
    memTotal,
    processes,
    oomKillCount: 0,
    bootedAt: options.bootedAt,
    free: () => Math.max(0, memTotal - options.kernelMemory - usage(root)),
    kernelMemory: () => options.kernelMemory,
    swapFree: () => options.swap - swapUsed,
    spawn,
    end,
    killConfined,
    clear: () => [...processes].forEach(release),
    run,
    onOomKill: () => {},
  };

  function spawn({ at, program, ...rest }: NewProcess): Process {
    nextPid += random.whole(1, 9);
    const process: Process = {
      ...rest,
      program,
      pid: nextPid,
      startedAt: at,
      anon: 0,
      swapped: 0,
      cached: 0,
      wobbled: 0,
      alive: true,
      nextGrowth: program.grow ? at + program.grow.after + random.whole(0, 0.2 * program.grow.every) : Infinity,
      nextCache: program.cache ? at + random.between(0.1, 1) * program.cache.every : Infinity,
      nextWobble: program.wobble > 0 ? at + random.between(2000, 20_000) : Infinity,
    };
    processes.add(process);
    busy.add(process, at);
    allocate(process, program.start, at);
    return process;
  }

  function end(process: Process, at: number, code: number, by: ProcessExit['by'] = 'signal'): void {
    if (process.alive) {
      release(process);
      process.onExit({ at, code, by });
    }
  }

  function release(process: Process): void {
    process.alive = false;
    if (processes.delete(process)) {
      busy.drop(process);
    }
    charge(process.cgroup, 'anon', -process.anon);
    process.anon = 0;
    swapUsed -= process.swapped;
    process.swapped = 0;
  }

  function run(until: number): void {
    busy.visit(until, (process) => {
      grow(process, until);
      return process.alive ? dueOf(process) : undefined;
    });
  }

  function grow(process: Process, until: number): void {
    const { program } = process;
    while (process.alive && process.nextGrowth <= until && program.grow) {
      const at = process.nextGrowth;
      const by = Math.min(program.grow.by, program.grow.to - (process.anon + process.swapped - process.wobbled));
      process.nextGrowth = by > 0 ? at + program.grow.every : Infinity;
      allocate(process, Math.max(0, by), at);
      endAtSize(process, at);
    }
    while (process.alive && process.nextCache <= until && program.cache) {
      const { by, every, to, active } = program.cache;
      process.nextCache += every;
      const more = Math.min(by, to - process.cached);
      cache(process, more * active, 'activeFile', process.nextCache);
      cache(process, more * (1 - active), 'inactiveFile', process.nextCache);
      process.cached += more;
    }
    if (process.alive && process.nextWobble <= until) {
      const target = random.between(0, program.wobble);
      const by = Math.round(target - process.wobbled);
      process.wobbled += by;
      process.nextWobble = until + random.between(5000, 40_000);
      by >= 0 ? allocate(process, by, until) : give(process, -by);
    }
    if (process.alive && program.exit?.after !== undefined && process.startedAt + program.exit.after <= until) {
      end(process, process.startedAt + program.exit.after, program.exit.code, 'itself');
    }
  }

  function endAtSize(process: Process, at: number): void {
    const { exit } = process.program;
    if (process.alive && exit?.at !== undefined && process.anon + process.swapped >= exit.at) {
      end(process, at, exit.code, 'itself');
    }
  }

  function give(process: Process, bytes: number): void {
    const given = Math.min(bytes, process.anon);
    process.anon -= given;
    charge(process.cgroup, 'anon', -given);
  }

  /** Cache never brings the OOM killer: there is less of it instead. */
  function cache(process: Process, bytes: number, kind: 'activeFile' | 'inactiveFile', at: number): void {
    let room = Infinity;
    for (let above: Cgroup | undefined = process.cgroup; above; above = above.parent) {
      room = Math.min(room, above.limit - usage(above));
    }
    const fits = Math.max(0, Math.min(bytes, room, kernel.free() - 2 * RESERVE));
    if (at >= process.startedAt) {
      charge(process.cgroup, kind, fits);
    }
  }

  /** Charges page by page, as it were: up to the first limit that is met, then kills until there is room or it is dead itself. */
  function allocate(process: Process, bytes: number, at: number): void {
    let left = bytes;
    let moment = at;
    while (process.alive && left > 0) {
      const short = shortage(process.cgroup, left);
      const now = short ? Math.max(0, left - short.by) : left;
      process.anon += now;
      charge(process.cgroup, 'anon', now);
      left -= now;
      if (short) {
        if (short.limitOf) {
          short.limitOf.failures += random.whole(1, 40);
        }
        moment += random.whole(5, 60);
        if (swapOut(short.limitOf ?? root, left)) {
          continue;
        }
        if (!oomKill(process, short.limitOf, moment)) {
          return;
        }
      }
    }
  }

  /** From the largest there. Returns whether that helped. */
  function swapOut(from: Cgroup, wanted: number): boolean {
    let left = Math.min(wanted, kernel.swapFree());
    if (left <= 0) {
      return false;
    }
    const before = swapUsed;
    const swappable = [...processes].filter(({ cgroup }) => isWithin(cgroup, from) && options.maySwap(cgroup));
    for (const process of swappable.sort((a, b) => b.anon - a.anon)) {
      const out = Math.min(left, process.anon);
      charge(process.cgroup, 'anon', -out);
      process.anon -= out;
      process.swapped += out;
      swapUsed += out;
      left -= out;
    }
    return swapUsed > before;
  }

  /** What is missing at the limit that the charge meets first, after file cache was given back. */
  function shortage(cgroup: Cgroup, bytes: number): { readonly limitOf?: Cgroup; readonly by: number } | undefined {
    let met: { readonly limitOf: Cgroup; readonly by: number } | undefined;
    for (let limited: Cgroup | undefined = cgroup; limited; limited = limited.parent) {
      const over = usage(limited) + bytes - limited.limit;
      const by = over > 0 ? over - reclaim(limited, over, 0) : 0;
      met = by > (met?.by ?? 0) ? { limitOf: limited, by } : met;
    }
    if (met) {
      return met;
    }
    const over = bytes + RESERVE - kernel.free();
    const by = over > 0 ? over - reclaim(root, over, STICKY_CACHE) : 0;
    return by > 0 ? { by } : undefined;
  }

  /** Inactive pages first. Returns how much was given back. */
  function reclaim(from: Cgroup, wanted: number, keep: number): number {
    let left = Math.min(wanted, Math.max(0, from.inactiveFile + from.activeFile - keep));
    const reclaimed = left;
    for (const kind of ['inactiveFile', 'activeFile'] as const) {
      left -= takeBack(from, kind, left);
    }
    return reclaimed - left;
  }

  function oomKill(invokedBy: Process, limitOf: Cgroup | undefined, at: number): boolean {
    const total = limitOf ? limitOf.limit : memTotal + options.swap;
    const tasks = [...processes].filter(({ cgroup }) => !limitOf || isWithin(cgroup, limitOf));
    const victim = selectVictim(tasks, total);
    if (!victim) {
      return false;
    }
    const byGroup = victim.cgroup.oomGroup;
    const killed = byGroup
      ? [victim, ...tasks.filter((task) => task !== victim && task.cgroup === victim.cgroup)]
      : [victim];
    const table = options.keepTables
      ? tasks.map(({ pid, comm, anon, swapped, oomScoreAdj }) => ({ pid, comm, anon, swapped, adj: oomScoreAdj }))
      : [];
    // With memory.oom.group the first victim is killed, and counted, twice (seen on 6.12).
    kernel.oomKillCount += killed.length + (byGroup ? 1 : 0);
    kernel.onOomKill({ at, limitOf, victim, cgroup: victim.cgroup, invokedBy, killed, byGroup, table });
    killed.forEach(release);
    killed.forEach((process) => process.onExit({ at, code: 137, by: 'oom' }));
    return true;
  }

  function killConfined(victim: Process, at: number, confinedBy: NonNullable<OomKill['confinedBy']>): void {
    const killed = [victim];
    kernel.oomKillCount += 1;
    kernel.onOomKill({
      at,
      confinedBy,
      victim,
      cgroup: victim.cgroup,
      invokedBy: victim,
      killed,
      byGroup: false,
      table: [],
    });
    release(victim);
    victim.onExit({ at, code: 137, by: 'oom' });
  }

  return kernel;
}

/** From the cgroup itself and what is below it. Returns how much. */
function takeBack(from: Cgroup, kind: 'inactiveFile' | 'activeFile', wanted: number): number {
  let left = Math.min(wanted, from[kind]);
  const taken = left;
  let below = 0;
  for (const child of from.children) {
    if (left <= 0) {
      return taken;
    }
    left -= takeBack(child, kind, left);
    below += child[kind];
  }
  const own = Math.min(left, from[kind] - below);
  charge(from, kind, -own);
  return taken - left + own;
}

function dueOf({ nextGrowth, nextCache, nextWobble, program, startedAt }: Process): number {
  return Math.min(nextGrowth, nextCache, nextWobble, startedAt + (program.exit?.after ?? Infinity));
}
