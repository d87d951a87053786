import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { inProject } from '../../tools/project';

import { findHierarchy } from './hierarchy';
import { readHostScenario } from './hostScenario';
import { folderOf } from './memoryCgroup';
import { whyNot } from './whyNot';

const hierarchy = process.platform === 'linux' ? findHierarchy() : undefined;
const smallest = readHostScenario('duration: 1m\nnode: {memory: 2Gi, kubeReserved: 1536Mi}');
const reason = whyNot(hierarchy, smallest);

// Where the machine does not allow it these are skipped, and counted as such.
const onRealKernel = hierarchy && reason === undefined ? describe : describe.skip;

onRealKernel('nothing is left of a run: no cgroup, no process, no folder', () => {
  it.each([
    ['after Ctrl-C', 'SIGINT'],
    ['when it is asked to end', 'SIGTERM'],
    ['when it crashes, or is killed', 'SIGKILL'],
  ] as const)('%s', async (_, signal) => {
    const path = `/tidemark-lab-test-${process.pid}-${signal.toLowerCase()}`;
    const folder = mkdtempSync(join(tmpdir(), 'tidemark-lab-test-'));
    const tree = folderOf({ hierarchy: hierarchy!, path });
    const run = spawn(process.execPath, ['--import', 'tsx', inProject('lab', 'host', 'holdTree.ts'), path, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(run.stdout, 'data')) as [Buffer];
    const leak = Number(/holds (\d+)/.exec(said.toString())?.[1]);
    expect(readFileSync(join(tree, 'kubepods', 'pod', 'cgroup.procs'), 'utf8')).toContain(String(leak));
    run.kill(signal);
    await once(run, 'exit');
    await until(() => !existsSync(tree) && !existsSync(folder));
    expect({ tree: existsSync(tree), folder: existsSync(folder), process: isRunning(leak) }).toEqual({
      tree: false,
      folder: false,
      process: false,
    });
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !holds(); i += 1) {
    await wait(100);
  }
}

/** A process that has ended may stay as a zombie until its parent looks. */
function isRunning(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !readFileSync(stat, 'utf8').includes(') Z ');
}
