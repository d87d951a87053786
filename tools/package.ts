import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { checkDist } from './check-dist/checkDist';
import { loadDist } from './check-dist/dist';
import { zipPlugin } from './package/zipPlugin';

const TARGET = 'dist-package';

/** `npm run package`: the ZIP that Grafana installs, with checksums, out of a build that passes its checks. */
async function main(): Promise<void> {
  const dist = loadDist(path.resolve('dist'));
  const problems = checkDist(dist);
  if (problems.length > 0) {
    throw new Error(`dist/ is not fit to ship:\n${problems.join('\n')}`);
  }
  const { files } = await zipPlugin(dist);
  mkdirSync(TARGET, { recursive: true });
  for (const [file, content] of files) {
    writeFileSync(path.join(TARGET, file), content);
    console.log(path.join(TARGET, file));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
