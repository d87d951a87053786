import path from 'node:path/posix';
import { gzipSync } from 'node:zlib';

import { textOf, type Dist } from './dist';

const KB = 1024;

/** gzip; the app's entry loads with the app's pages, a nested module with every dashboard that uses it. */
const BUDGETS = { entry: 25 * KB, nested: 60 * KB };

/** A name that only Scenes' code has and that minifying keeps. */
const SCENES = 'grafana-scenes.components';

/** Sizes as the browser loads them. */
export function checkSizes(dist: Dist): readonly string[] {
  const modules = [...dist.keys()].filter((file) => path.basename(file) === 'module.js');
  return modules.flatMap((file) => [...checkBudget(dist, file), ...checkScenes(dist, file)]);
}

function checkBudget(dist: Dist, file: string): readonly string[] {
  const size = gzipSync(dist.get(file) ?? '').length;
  const budget = file === 'module.js' ? BUDGETS.entry : BUDGETS.nested;
  return size > budget ? [`${file}: ${inKB(size)} gzipped, more than ${inKB(budget)}`] : [];
}

function checkScenes(dist: Dist, file: string): readonly string[] {
  return textOf(dist, file)?.includes(SCENES) ? [`${file}: holds Scenes, which belongs in a lazy chunk`] : [];
}

const inKB = (bytes: number) => `${(bytes / KB).toFixed(1)} KB`;
