import { readFileSync, rmSync } from 'node:fs';

import { getChromium } from './chromium';
import { Complaint } from './complaint';
import { whyNoStack } from './dockerEngine';
import { progress } from './progress';
import { getPrometheus } from './prometheus';
import { inProject } from './project';
import { stream } from './run';
import { readJestCounts, readPlaywrightCounts } from './testReports';
import type { TestCounts } from './testSummary';
import { getVictoriaMetrics } from './victoriaMetrics';

export interface Suite {
  readonly name: string;
  readonly run: () => Promise<TestCounts>;
}

/**
 * What `npm test` runs, in this order: the browser tests need the build. What takes one core each goes side by side; tests that measure
 * time do not share theirs with it.
 */
export const STAGES: ReadonlyArray<readonly Suite[]> = [
  ['typecheck', 'lint', 'build'].map((name) => ({ name, run: () => npmScript(name) })),
  [{ name: 'unit', run: unit }],
  [{ name: 'check:dist', run: () => npmScript('check:dist') }],
  [{ name: 'integration', run: integration }],
  [{ name: 'browser', run: browser }],
  [{ name: 'compose', run: compose }],
];

/** A script that passes or fails as a whole counts as one test. */
async function npmScript(script: string): Promise<TestCounts> {
  const { code } = await stream('npm', ['run', '--silent', script], { cwd: inProject() });
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

function unit(): Promise<TestCounts> {
  // The tests of the rules ask promtool, which comes with it.
  getPrometheus();
  return jest('unit');
}

function integration(): Promise<TestCounts> {
  getPrometheus();
  getVictoriaMetrics();
  return jest('integration');
}

/** By the script of this name, so that a suite runs here as it does by itself. */
async function jest(name: 'unit' | 'integration' | 'compose'): Promise<TestCounts> {
  const report = inProject('test-results', `${name}.json`);
  rmSync(report, { force: true });
  await stream('npm', ['run', '--silent', `test:${name}`, '--', '--json', `--outputFile=${report}`], {
    cwd: inProject(),
  });
  return readReport(name, report, readJestCounts);
}

async function browser(): Promise<TestCounts> {
  getPrometheus();
  const report = inProject('test-results', 'browser.json');
  rmSync(report, { force: true });
  await stream('npx', ['--no-install', 'playwright', 'test', '--reporter=list,json'], {
    cwd: inProject(),
    env: { ...process.env, CHROMIUM: getChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  return readReport('browser', report, readPlaywrightCounts);
}

/** The stack of docker-compose.yml, where an engine and its images are at hand. Elsewhere one test is skipped, and said to be. */
function compose(): Promise<TestCounts> {
  const reason = whyNoStack();
  if (reason !== undefined) {
    progress(`compose: skipped, ${reason}`);
    return Promise.resolve({ passed: 0, failed: 0, skipped: 1 });
  }
  return jest('compose');
}

/** No report means that the runner itself failed: never zero failures. */
function readReport(name: string, file: string, read: (report: unknown) => TestCounts): TestCounts {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Complaint(`The ${name} tests left no readable report: ${error instanceof Error ? error.message : error}`);
  }
}
