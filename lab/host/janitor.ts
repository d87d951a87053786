import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Complaint } from '../../tools/complaint';
import { inProject } from '../../tools/project';
import { stopAtExit, type Stop } from '../../tools/stopAtExit';

import type { Hierarchy } from './hierarchy';
import { folderOf, procsOf, type MemoryCgroup } from './memoryCgroup';

const SCRIPT = inProject('lab', 'host', 'janitor.sh');

/**
 * One process of its own cleans up however this one ends, also by SIGKILL: it is outside the tree and in a session of its own,
 * and what it waits for is the end of a pipe.
 */
export function startJanitor(tree: MemoryCgroup, folders: readonly string[]): Stop {
  const janitor = spawn('/bin/sh', [SCRIPT, folderOf(tree), ...folders], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return stopAtExit(async () => {
    leave(tree.hierarchy);
    await ended(janitor, tree);
  });
}

/** What a run left behind whose janitor was ended too. */
export function cleanUp(tree: MemoryCgroup): Promise<void> {
  return ended(spawn('/bin/sh', [SCRIPT, folderOf(tree)], { stdio: ['pipe', 'ignore', 'ignore'] }), tree);
}

async function ended(janitor: ChildProcess, tree: MemoryCgroup): Promise<void> {
  const exit = once(janitor, 'exit');
  janitor.stdin?.end();
  const [code] = await exit;
  if (code !== 0) {
    throw new Complaint(`${folderOf(tree)} could not be removed: something in it does not end.`);
  }
}

const HOME = ownPath();

/** This process and all it will start are in the tree from now on. */
export const enter = (cgroup: MemoryCgroup): void => writeFileSync(procsOf(cgroup), String(process.pid));

function leave({ root, version }: Hierarchy): void {
  const path = HOME[version];
  if (path !== undefined) {
    writeFileSync(join(root, path, 'cgroup.procs'), String(process.pid));
  }
}

/** Where this process was when it began: `4:memory:/user.slice`, `0::/user.slice/session.scope`. */
function ownPath(): { readonly v1?: string; readonly v2?: string } {
  try {
    const rows = readFileSync('/proc/self/cgroup', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(':'));
    const v1 = rows.find(([, controllers = '']) => controllers.split(',').includes('memory'))?.[2];
    const v2 = rows.find(([number]) => number === '0')?.[2];
    return { ...(v1 && { v1 }), ...(v2 && { v2 }) };
  } catch {
    return {};
  }
}
