import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the memory controller of this machine is, and in which version of cgroups. */
export interface Hierarchy {
  readonly version: 'v1' | 'v2';
  readonly root: string;
}

/** The memory controller's mount, which on a hybrid machine is v1's; absent where there is none. */
export function findHierarchy(
  mounts = readFileSync('/proc/mounts', 'utf8'),
  has: (path: string) => boolean = existsSync
): Hierarchy | undefined {
  const rows = mounts.split('\n').map((line) => line.split(' '));
  const v1 = rows.find(([, , type, options = '']) => type === 'cgroup' && options.split(',').includes('memory'));
  if (v1?.[1]) {
    return { version: 'v1', root: v1[1] };
  }
  const v2 = rows.find(([, path = '', type]) => type === 'cgroup2' && has(join(path, 'memory.stat')));
  return v2?.[1] ? { version: 'v2', root: v2[1] } : undefined;
}
