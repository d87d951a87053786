import path from 'node:path';

import { checkDist } from './check-dist/checkDist';
import { loadDist } from './check-dist/dist';

/** `npm run check:dist`: validates the built plugin. Grafana's own validator needs a download from GitHub and is not run here. */
function main(): void {
  const dist = loadDist(path.resolve('dist'));
  const problems = checkDist(dist);
  problems.forEach((problem) => console.error(problem));
  console.log(
    problems.length === 0 ? `dist/ is in order: ${dist.size} files` : `dist/ has ${problems.length} problems`
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}

try {
  main();
} catch (error) {
  console.error(`dist/ cannot be read (run npm run build first): ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
