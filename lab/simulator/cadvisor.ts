import { usage, walk, workingSet, type Cgroup } from './cgroup';
import { exposed, type Exposed, type Push } from './exposition';
import type { Machine } from './machine';
import { rootWorkingSet } from './rootWorkingSet';

/** What cAdvisor last saw of a cgroup. */
export type CgroupSample = Readonly<LastLook>;

/** Written anew at each look: a node has many, and nobody asks for the one before. */
interface LastLook {
  at: number;
  workingSet: number;
  usage: number;
  rss: number;
  cache: number;
  peak: number;
  failures: number;
  oomEvents: number;
  stalled: number;
}

interface Watched {
  readonly cgroup: Cgroup;
  sample?: LastLook;
  due: number;
  readonly lines: Readonly<Record<keyof typeof FAMILIES, Exposed>>;
}

const FAMILIES = {
  workingSet: 'container_memory_working_set_bytes',
  usage: 'container_memory_usage_bytes',
  rss: 'container_memory_rss',
  cache: 'container_memory_cache',
  peak: 'container_memory_max_usage_bytes',
  failures: 'container_memory_failcnt',
  oomEvents: 'container_oom_events_total',
  waiting: 'container_pressure_memory_waiting_seconds_total',
  stalled: 'container_pressure_memory_stalled_seconds_total',
  limit: 'container_spec_memory_limit_bytes',
  start: 'container_start_time_seconds',
} as const;

/** The kubelet's cAdvisor: it looks at each cgroup every 10 to 15 s and stamps what it saw then. */
export interface Cadvisor {
  /** Looks at what is due. */
  housekeep(now: number): void;
  /** The eviction manager asks for fresh statistics of the node and of kubepods, which are then there for all. */
  lookAgain(cgroups: readonly Cgroup[]): void;
  sampleOf(cgroup: Cgroup): CgroupSample | undefined;
  /** Forgets all: the kubelet has restarted. */
  restart(): void;
  readonly expose: (push: Push) => void;
}

export function startCadvisor(machine: Machine, skew: number): Cadvisor {
  const { random, kernel, spec, lines } = machine;
  const jitter = random.fork('cadvisor');
  let watched = new WeakMap<Cgroup, Watched>();
  let inOrder: Watched[] = [];
  const hasOomEvents = spec.kubernetes !== '1.20';
  const hasPressure = spec.kubernetes === '1.34' && spec.cgroup === 'v2';
  const machineMemory = exposed('machine_memory_bytes', { boot_id: 'b', machine_id: 'm', system_uuid: 'u' });

  function look(one: Watched, now: number): void {
    const { cgroup, sample = nothingSeen() } = one;
    const isRoot = cgroup.level === 'root';
    sample.at = now;
    sample.workingSet = isRoot ? rootWorkingSet(machine) : workingSet(cgroup);
    sample.usage = isRoot ? sample.workingSet + cgroup.inactiveFile : usage(cgroup);
    sample.rss = cgroup.anon;
    sample.cache = cgroup.inactiveFile + cgroup.activeFile;
    // The root cgroup of v2 has no memory.peak.
    sample.peak = isRoot && spec.cgroup === 'v2' ? 0 : cgroup.peak;
    // memory.failcnt is v1's alone.
    sample.failures = spec.cgroup === 'v1' ? cgroup.failures : 0;
    sample.oomEvents = cgroup.oomEvents;
    sample.stalled = cgroup.stalled;
    one.sample = sample;
  }

  function housekeep(now: number): void {
    let gone = 0;
    for (const one of inOrder) {
      if (one.cgroup.removed) {
        gone += 1;
      } else if (one.due <= now) {
        look(one, now - jitter.whole(0, 900));
        one.due = now + jitter.between(10_000, 15_000);
      }
    }
    if (gone > 0) {
      inOrder = inOrder.filter(isThere);
    }
  }

  let isNew = true;
  function watchNew(now: number): void {
    if (!isNew && kernel.root.born.length === 0) {
      return;
    }
    // What was there before its start it finds by a walk, what comes later it is told of.
    const found = isNew ? walk(kernel.root) : kernel.root.born;
    isNew = false;
    for (const cgroup of found) {
      if (!cgroup.removed && !watched.has(cgroup) && isExported(cgroup)) {
        const one = { cgroup, due: now + jitter.between(0, 2000), lines: linesOf(cgroup) };
        watched.set(cgroup, one);
        inOrder.push(one);
      }
    }
    kernel.root.born.length = 0;
  }

  function expose(push: Push): void {
    push(machineMemory, lines.capacity);
    for (const { cgroup, sample, lines: line } of inOrder) {
      if (!sample || cgroup.removed) {
        continue;
      }
      const at = sample.at + skew;
      push(line.workingSet, sample.workingSet, at);
      push(line.usage, sample.usage, at);
      push(line.rss, sample.rss, at);
      push(line.cache, sample.cache, at);
      push(line.peak, sample.peak, at);
      push(line.failures, sample.failures, at);
      if (hasOomEvents) {
        push(line.oomEvents, sample.oomEvents, at);
      }
      if (hasPressure) {
        push(line.waiting, sample.stalled, at);
        push(line.stalled, sample.stalled * 0.8, at);
      }
      // Limits and start times carry no time of their own (CA prometheus.go:2293-2338).
      push(line.limit, cgroup.level === 'root' ? lines.capacity : cgroup.limit === Infinity ? 0 : cgroup.limit);
      push(line.start, Math.floor(((cgroup.level === 'root' ? kernel.bootedAt : cgroup.createdAt) + skew) / 1000));
    }
  }

  return {
    housekeep(now) {
      watchNew(now);
      housekeep(now);
    },
    lookAgain(cgroups) {
      const now = machine.schedule.now();
      for (const cgroup of cgroups) {
        const one = watched.get(cgroup);
        if (one) {
          look(one, now);
          one.due = now + jitter.whole(10_000, 15_000);
        }
      }
    },
    sampleOf: (cgroup) => watched.get(cgroup)?.sample,
    restart() {
      watched = new WeakMap();
      inOrder = [];
      isNew = true;
    },
    expose,
  };
}

const nothingSeen = (): LastLook => ({
  at: 0,
  workingSet: 0,
  usage: 0,
  rss: 0,
  cache: 0,
  peak: 0,
  failures: 0,
  oomEvents: 0,
  stalled: 0,
});

const isThere = ({ cgroup }: Watched): boolean => !cgroup.removed;

/** Of the system's cgroups only the kubelet's and the runtime's. */
function isExported({ level, path }: Cgroup): boolean {
  return level !== 'system' || path.endsWith('/kubelet.service');
}

function linesOf({ path, names }: Cgroup): Watched['lines'] {
  const labels = {
    id: path,
    image: names?.image ?? '',
    name: names?.id ?? '',
    namespace: names?.namespace ?? '',
    pod: names?.pod ?? '',
    container: names?.container ?? '',
  };
  return Object.fromEntries(FAMILY_NAMES.map(([key, family]) => [key, exposed(family, labels)])) as Watched['lines'];
}

const FAMILY_NAMES = Object.entries(FAMILIES);
