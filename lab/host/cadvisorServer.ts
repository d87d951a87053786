import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Complaint } from '../../tools/complaint';
import { lastLine } from '../../tools/debianPackage';
import { findFreePort } from '../../tools/freePort';
import { isStale } from '../../tools/isStale';
import { findOnPath } from '../../tools/onPath';
import { progress } from '../../tools/progress';
import { inCache, inProject } from '../../tools/project';
import type { RunningServer } from '../../tools/prometheus';
import { capture } from '../../tools/run';
import { startServer } from '../../tools/startServer';

import { TREE, type HostNode } from './hostNode';

const SOURCE = inProject('lab', 'host', 'cadvisor');
const PROGRAM = inCache('lab', 'cadvisor');

export const canBuildCadvisor = (): boolean =>
  findOnPath('go') !== undefined || !isStale({ output: PROGRAM, inputs: [SOURCE] });

/** Google's cAdvisor as a kubelet embeds it, built from its Go module once; its versions and sums are pinned in go.mod and go.sum. */
export function buildCadvisor(): void {
  if (!isStale({ output: PROGRAM, inputs: [SOURCE] })) {
    return;
  }
  progress('Building cAdvisor from the Go module proxy (the first time this takes a minute or more) …');
  mkdirSync(inCache('lab'), { recursive: true });
  const partial = `${PROGRAM}.${process.pid}`;
  const { code, output } = capture('go', ['build', '-mod=readonly', '-trimpath', '-o', partial, '.'], {
    cwd: SOURCE,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
  });
  if (code !== 0) {
    throw new Complaint(`cAdvisor could not be built, which takes Go 1.24 or newer: ${lastLine(output)}`);
  }
  renameSync(partial, PROGRAM);
}

/** Starts it over the tree; `home` holds the file that says whose each cgroup is. */
export async function startCadvisor(home: string): Promise<RunningServer> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}/metrics/cadvisor`;
  const stop = await startServer({
    name: 'cAdvisor',
    command: PROGRAM,
    args: [`-listen=127.0.0.1:${port}`, `-names=${namesFile(home)}`, `-below=${TREE}/kubepods`],
    readyUrl: url,
  });
  return { url, stop };
}

const namesFile = (home: string): string => join(home, 'cgroups.json');

/** Labels by cgroup, written whole: a scrape may read it at any moment. */
export function writeNames(home: string, { pods }: HostNode): void {
  const names = Object.fromEntries([...pods].flatMap(namesOf));
  const partial = `${namesFile(home)}.partial`;
  writeFileSync(partial, JSON.stringify(names));
  renameSync(partial, namesFile(home));
}

type Names = readonly [path: string, labels: Readonly<Record<string, string>>];

function namesOf({ namespace, name, cgroup, containers }: Parameters<HostNode['pods']['add']>[0]): Names[] {
  if (!cgroup || cgroup.removed) {
    return [];
  }
  const own = { namespace, pod: name };
  return [
    [cgroup.path, own],
    ...containers.flatMap(({ spec, cgroup: at }): Names[] =>
      at
        ? [
            [
              at.path,
              {
                ...own,
                container: spec.name,
                image: `registry.example/${spec.name}:1`,
                name: at.path.slice(at.path.lastIndexOf('/') + 1),
              },
            ],
          ]
        : []
    ),
  ];
}
