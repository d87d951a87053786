import { spawn } from 'node:child_process';

import { findHierarchy } from './hierarchy';
import { enter, startJanitor } from './janitor';
import { makeCgroup, procsOf } from './memoryCgroup';

/** For the test of cleaning up: makes a tree with a process in it, says so, and waits to be ended. */
const [path = '', folder = ''] = process.argv.slice(2);
const hierarchy = findHierarchy();
if (hierarchy) {
  const limit = 256 * 1024 ** 2;
  const tree = makeCgroup({ hierarchy, path, limit, isParent: true });
  startJanitor(tree, [folder]);
  enter(makeCgroup({ hierarchy, path: `${path}/servers` }));
  makeCgroup({ hierarchy, path: `${path}/kubepods`, isParent: true });
  const pod = makeCgroup({ hierarchy, path: `${path}/kubepods/pod`, limit: 2 * 1024 ** 2 });
  // One that Ctrl-C does not reach, and that ignores what a terminal that closes sends.
  const script = 'echo $$ > "$1"; trap "" HUP INT TERM; while :; do sleep 600; done';
  const { pid } = spawn('/bin/sh', ['-c', script, 'sh', procsOf(pod)], { stdio: 'ignore', detached: true });
  setTimeout(() => console.log(`holds ${pid}`), 300);
  setInterval(() => {}, 60_000);
}
