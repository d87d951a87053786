import { readdirSync, rmdirSync, existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { folderOf, processesIn, type MemoryCgroup } from './memoryCgroup';

/** Ends every process in the cgroup and below it, and removes all of it. */
export async function removeCgroup(cgroup: MemoryCgroup): Promise<void> {
  for (const child of childrenOf(cgroup)) {
    await removeCgroup(child);
  }
  const gaveUp = Date.now() + 10_000;
  while (existsSync(folderOf(cgroup))) {
    killAll(cgroup, 'SIGKILL');
    try {
      rmdirSync(folderOf(cgroup));
    } catch (error) {
      // What was killed is there until its memory is given back.
      if (Date.now() > gaveUp) {
        throw error;
      }
      await wait(20);
    }
  }
}

export function killAll(cgroup: MemoryCgroup, signal: 'SIGTERM' | 'SIGKILL'): void {
  for (const pid of processesIn(cgroup)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}

function childrenOf(cgroup: MemoryCgroup): MemoryCgroup[] {
  return existsSync(folderOf(cgroup))
    ? readdirSync(folderOf(cgroup), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => ({ ...cgroup, path: `${cgroup.path}/${name}` }))
    : [];
}
