import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Hierarchy } from './hierarchy';

const FILES = {
  v1: { limit: 'memory.limit_in_bytes', usage: 'memory.usage_in_bytes', events: 'memory.oom_control' },
  v2: { limit: 'memory.max', usage: 'memory.current', events: 'memory.events' },
} as const;

/** One real memory cgroup. */
export interface MemoryCgroup {
  readonly hierarchy: Hierarchy;
  /** From the hierarchy's root, as cAdvisor and the kernel's log write it. */
  readonly path: string;
}

interface NewCgroup extends MemoryCgroup {
  readonly limit?: number;
  /** A kill takes every process in it; v2 alone has that. */
  readonly oomGroup?: boolean;
  /** It gets children: on v2 they need the controller handed down. */
  readonly isParent?: boolean;
}

export const folderOf = ({ hierarchy, path }: MemoryCgroup): string => join(hierarchy.root, path);
export const procsOf = (cgroup: MemoryCgroup): string => join(folderOf(cgroup), 'cgroup.procs');

export function makeCgroup({ hierarchy, path, limit, oomGroup = false, isParent = false }: NewCgroup): MemoryCgroup {
  const cgroup = { hierarchy, path };
  const put = (file: string, text: string) => writeFileSync(join(folderOf(cgroup), file), text);
  mkdirSync(folderOf(cgroup));
  if (limit !== undefined) {
    put(FILES[hierarchy.version].limit, String(limit));
    withoutSwap(cgroup, limit);
  }
  if (hierarchy.version === 'v2') {
    if (oomGroup) {
      put('memory.oom.group', '1');
    }
    if (isParent) {
      put('cgroup.subtree_control', '+memory');
    }
  }
  return cgroup;
}

/** Swap would let a leak live on beyond its limit. Where the kernel does not count it there is no such file. */
function withoutSwap(cgroup: MemoryCgroup, limit: number): void {
  const [file, text] =
    cgroup.hierarchy.version === 'v2' ? ['memory.swap.max', '0'] : ['memory.memsw.limit_in_bytes', String(limit)];
  const path = join(folderOf(cgroup), file);
  if (existsSync(path)) {
    writeFileSync(path, text);
  }
}

/** usage − inactive_file (CA51 container/libcontainer/handler.go:797-852); v2's root has no usage: anon + file there. */
export function workingSetOf(cgroup: MemoryCgroup): number {
  const stat = readNumbers(cgroup, 'memory.stat');
  const isV1 = cgroup.hierarchy.version === 'v1';
  const usageFile = join(folderOf(cgroup), FILES[cgroup.hierarchy.version].usage);
  const usage = existsSync(usageFile)
    ? Number(readFileSync(usageFile, 'utf8'))
    : (stat.get('anon') ?? 0) + (stat.get('file') ?? 0);
  return Math.max(0, usage - (stat.get(isV1 ? 'total_inactive_file' : 'inactive_file') ?? 0));
}

/** How many processes in it the kernel's OOM killer took; none where it has been removed meanwhile. */
export function oomKillsOf(cgroup: MemoryCgroup): number {
  const { events } = FILES[cgroup.hierarchy.version];
  return existsSync(join(folderOf(cgroup), events)) ? (readNumbers(cgroup, events).get('oom_kill') ?? 0) : 0;
}

/** Lines of a name and a number. */
function readNumbers(cgroup: MemoryCgroup, file: string): Map<string, number> {
  const rows = readFileSync(join(folderOf(cgroup), file), 'utf8')
    .trim()
    .split('\n');
  return new Map(rows.map((row) => row.split(' ')).map(([name = '', value]) => [name, Number(value)]));
}

export function processesIn(cgroup: MemoryCgroup): number[] {
  return existsSync(procsOf(cgroup))
    ? readFileSync(procsOf(cgroup), 'utf8').trim().split('\n').filter(Boolean).map(Number)
    : [];
}
