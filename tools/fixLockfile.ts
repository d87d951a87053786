import { readFileSync, writeFileSync } from 'node:fs';

import { completeLockfile, type Lockfile } from './lockfile';
import { inProject } from './project';

/** `npm run lockfile`, after a dependency was added or updated. */
for (const path of [inProject('package-lock.json'), inProject('tools', 'grafana13', 'package-lock.json')]) {
  const lockfile = JSON.parse(readFileSync(path, 'utf8')) as Lockfile;
  writeFileSync(path, `${JSON.stringify(completeLockfile(lockfile), null, 2)}\n`);
}
