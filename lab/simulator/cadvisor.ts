import { usage, walk, workingSet, type Cgroup } from './cgroup';
import { dueList } from './dueList';
import { blockOf, exposed, type Block, type Exporter } from './exposition';
import type { Machine } from './machine';
import { rootWorkingSet } from './rootWorkingSet';

/** What cAdvisor last saw of a cgroup; written anew at each look. */
interface CgroupSample {
  readonly at: number;
  readonly workingSet: number;
}

interface Watched {
  readonly cgroup: Cgroup;
  readonly sample: { at: number; workingSet: number };
  isSeen: boolean;
  /** Stamped with the time of the look. */
  readonly seen: Block;
  /** Limits and start times carry no time of their own (CA prometheus.go:2293-2338). */
  readonly specified: Block;
}

const SEEN = [
  'container_memory_working_set_bytes',
  'container_memory_usage_bytes',
  'container_memory_rss',
  'container_memory_cache',
  'container_memory_max_usage_bytes',
  'container_memory_failcnt',
] as const;
const OOM_EVENTS = ['container_oom_events_total'] as const;
const PRESSURE = [
  'container_pressure_memory_waiting_seconds_total',
  'container_pressure_memory_stalled_seconds_total',
] as const;
const SPECIFIED = ['container_spec_memory_limit_bytes', 'container_start_time_seconds'] as const;

/** The kubelet's cAdvisor: it looks at each cgroup every 10 to 15 s and stamps what it saw then. */
export interface Cadvisor {
  /** Looks at what is due. */
  housekeep(now: number): void;
  /** The eviction manager asks for fresh statistics of the node and of kubepods, which are then there for all. */
  lookAgain(cgroups: readonly Cgroup[]): void;
  sampleOf(cgroup: Cgroup): CgroupSample | undefined;
  /** Forgets all: the kubelet has restarted. */
  restart(): void;
  readonly expose: Exporter;
}

export function startCadvisor(machine: Machine, skew: number): Cadvisor {
  const { random, kernel, spec, lines } = machine;
  const jitter = random.fork('cadvisor');
  let watched = new WeakMap<Cgroup, Watched>();
  let inOrder = dueList<Watched>();
  const hasOomEvents = spec.kubernetes !== '1.20';
  const hasPressure = spec.kubernetes === '1.34' && spec.cgroup === 'v2';
  const families = [...SEEN, ...(hasOomEvents ? OOM_EVENTS : []), ...(hasPressure ? PRESSURE : [])];
  const machineMemory = exposed('machine_memory_bytes', { boot_id: 'b', machine_id: 'm', system_uuid: 'u' });

  function look(one: Watched, now: number): void {
    const { cgroup, sample, seen } = one;
    const { values } = seen;
    const isRoot = cgroup.level === 'root';
    sample.at = now;
    sample.workingSet = isRoot ? rootWorkingSet(machine) : workingSet(cgroup);
    values[0] = sample.workingSet;
    values[1] = isRoot ? sample.workingSet + cgroup.inactiveFile : usage(cgroup);
    values[2] = cgroup.anon;
    values[3] = cgroup.inactiveFile + cgroup.activeFile;
    // The root cgroup of v2 has no memory.peak.
    values[4] = isRoot && spec.cgroup === 'v2' ? 0 : cgroup.peak;
    // memory.failcnt is v1's alone.
    values[5] = spec.cgroup === 'v1' ? cgroup.failures : 0;
    if (hasOomEvents) {
      values[6] = cgroup.oomEvents;
    }
    if (hasPressure) {
      values[7] = cgroup.stalled;
      values[8] = cgroup.stalled * 0.8;
    }
    seen.version += 1;
    one.isSeen = true;
  }

  function specify({ cgroup, specified }: Watched): Block {
    const { values } = specified;
    const isRoot = cgroup.level === 'root';
    const limit = isRoot ? lines.capacity : cgroup.limit === Infinity ? 0 : cgroup.limit;
    const start = Math.floor(((isRoot ? kernel.bootedAt : cgroup.createdAt) + skew) / 1000);
    if (values[0] !== limit || values[1] !== start) {
      values[0] = limit;
      values[1] = start;
      specified.version += 1;
    }
    return specified;
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
        const due = now + jitter.between(spec.firstSight - 2000, spec.firstSight);
        const one = watch(cgroup, families);
        watched.set(cgroup, one);
        inOrder.add(one, due);
      }
    }
    kernel.root.born.length = 0;
  }

  const expose: Exporter = (push, pushBlock) => {
    push(machineMemory, lines.capacity);
    for (const one of inOrder.entries) {
      if (one.isSeen && !one.cgroup.removed) {
        pushBlock(one.seen, one.sample.at + skew);
        pushBlock(specify(one));
      }
    }
  };

  return {
    housekeep(now) {
      watchNew(now);
      inOrder.visit(now, (one) => {
        if (one.cgroup.removed) {
          return undefined;
        }
        look(one, now - jitter.whole(0, 900));
        return now + jitter.between(10_000, 15_000);
      });
    },
    lookAgain(cgroups) {
      const now = machine.schedule.now();
      for (const cgroup of cgroups) {
        const one = watched.get(cgroup);
        if (one) {
          look(one, now);
          inOrder.postpone(one, now + jitter.whole(10_000, 15_000));
        }
      }
    },
    sampleOf(cgroup) {
      const one = watched.get(cgroup);
      return one?.isSeen ? one.sample : undefined;
    },
    restart() {
      watched = new WeakMap();
      inOrder = dueList();
      isNew = true;
    },
    expose,
  };
}

/** Of the system's cgroups only the kubelet's and the runtime's. */
function isExported({ level, path }: Cgroup): boolean {
  return level !== 'system' || path.endsWith('/kubelet.service');
}

function watch(cgroup: Cgroup, families: readonly string[]): Watched {
  const { path, names } = cgroup;
  const labels = {
    id: path,
    image: names?.image ?? '',
    name: names?.id ?? '',
    namespace: names?.namespace ?? '',
    pod: names?.pod ?? '',
    container: names?.container ?? '',
  };
  const block = (all: readonly string[]) => blockOf(all.map((family) => exposed(family, labels)));
  return {
    cgroup,
    sample: { at: 0, workingSet: 0 },
    isSeen: false,
    seen: block(families),
    specified: block(SPECIFIED),
  };
}
