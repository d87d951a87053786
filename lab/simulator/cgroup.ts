/** What a cgroup is to Kubernetes; cAdvisor's labels follow from it. */
export type CgroupLevel = 'root' | 'system' | 'kubepods' | 'qos' | 'pod' | 'container' | 'pause';

/** One memory cgroup with what is charged to it and to everything below it, in bytes. */
export interface Cgroup {
  readonly path: string;
  readonly level: CgroupLevel;
  readonly parent?: Cgroup;
  readonly children: Set<Cgroup>;
  /** memory.max, Infinity where none is set. */
  limit: number;
  anon: number;
  inactiveFile: number;
  activeFile: number;
  /** memory.peak or max_usage_in_bytes. */
  peak: number;
  /** How often a charge met the limit (v1 failcnt, v2 memory.events max). */
  failures: number;
  /** memory.oom.group: a kill takes every task in it. */
  oomGroup: boolean;
  /** Of cAdvisor: kills read from the kernel's log under this very path. */
  oomEvents: number;
  /** Time that tasks waited for memory, in seconds (PSI some). */
  stalled: number;
  removed: boolean;
  /** On the root: cgroups made since somebody last took them from here. */
  readonly born: Cgroup[];
  readonly createdAt: number;
  /** Of pods, containers and pause containers. */
  readonly names?: CgroupNames;
}

export interface CgroupNames {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string;
  readonly image?: string;
  /** The runtime's id. */
  readonly id?: string;
}

interface NewCgroup {
  readonly path: string;
  readonly level: CgroupLevel;
  readonly parent?: Cgroup;
  readonly limit?: number;
  readonly oomGroup?: boolean;
  readonly createdAt: number;
  readonly names?: CgroupNames;
}

export function addCgroup({ limit = Infinity, oomGroup = false, ...rest }: NewCgroup): Cgroup {
  const cgroup: Cgroup = {
    ...rest,
    limit,
    oomGroup,
    children: new Set(),
    anon: 0,
    inactiveFile: 0,
    activeFile: 0,
    peak: 0,
    failures: 0,
    oomEvents: 0,
    stalled: 0,
    removed: false,
    born: [],
  };
  rest.parent?.children.add(cgroup);
  rootOf(cgroup).born.push(cgroup);
  return cgroup;
}

function rootOf(cgroup: Cgroup): Cgroup {
  let at = cgroup;
  while (at.parent) {
    at = at.parent;
  }
  return at;
}

/** Its file cache stays behind with the parent, as the kernel reparents pages; here it is given back. */
export function removeCgroup(cgroup: Cgroup): void {
  [...cgroup.children].forEach(removeCgroup);
  charge(cgroup, 'inactiveFile', -cgroup.inactiveFile);
  charge(cgroup, 'activeFile', -cgroup.activeFile);
  cgroup.parent?.children.delete(cgroup);
  cgroup.removed = true;
}

export type Charged = 'anon' | 'inactiveFile' | 'activeFile';

/** Adds to the cgroup and all above it. */
export function charge(cgroup: Cgroup, kind: Charged, bytes: number): void {
  if (bytes === 0) {
    return;
  }
  for (let at: Cgroup | undefined = cgroup; at; at = at.parent) {
    at[kind] += bytes;
    if (bytes > 0) {
      at.peak = Math.max(at.peak, usage(at));
    }
  }
}

/** memory.current without kernel memory. */
export function usage({ anon, inactiveFile, activeFile }: Cgroup): number {
  return anon + inactiveFile + activeFile;
}

/** usage − inactive_file (CA51 container/libcontainer/handler.go:797-852). */
export function workingSet({ anon, activeFile }: Cgroup): number {
  return anon + activeFile;
}

/** The cgroup and everything below it. */
export function walk(cgroup: Cgroup): Cgroup[] {
  const all = [cgroup];
  for (let i = 0; i < all.length; i += 1) {
    all[i]?.children.forEach((child) => all.push(child));
  }
  return all;
}

export function isWithin(cgroup: Cgroup, above: Cgroup): boolean {
  for (let at: Cgroup | undefined = cgroup; at; at = at.parent) {
    if (at === above) {
      return true;
    }
  }
  return false;
}
