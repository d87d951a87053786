import { mkdirSync } from 'node:fs';

import { Complaint, runOrComplain } from './complaint';
import { progress } from './progress';
import { inProject } from './project';
import { STAGES, type Suite } from './suites';
import { summarise, type SuiteResult } from './testSummary';

/** `npm test [-- suite …]`: every stage in turn, a failing suite never hides the next; ends with the sums. */
export const runTests = (args: readonly string[]): Promise<void> =>
  runOrComplain(async () => {
    mkdirSync(inProject('test-results'), { recursive: true });
    const results: SuiteResult[] = [];
    for (const stage of chooseStages(args)) {
      results.push(...(await Promise.all(stage.map(runSuite))));
    }
    console.log(summarise(results));
    process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
  });

function chooseStages(names: readonly string[]): typeof STAGES {
  const known = STAGES.flat().map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Complaint(`No suite "${unknown.join(', ')}". There are: ${known.join(', ')}`);
  }
  return names.length === 0 ? STAGES : STAGES.map((stage) => stage.filter(({ name }) => names.includes(name)));
}

async function runSuite({ name, run }: Suite): Promise<SuiteResult> {
  progress(`${name} …`);
  const started = Date.now();
  const counts = await run().catch((error: unknown) => {
    console.error(error instanceof Complaint ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { name, ...counts, seconds: (Date.now() - started) / 1000 };
}
