import * as v from 'valibot';

import type { TestCounts } from './testSummary';

const jestReport = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
  numRuntimeErrorTestSuites: v.number(),
});

/** Counts of a report of `jest --json`; a file that could not be run is one failure. */
export function readJestCounts(report: unknown): TestCounts {
  const counts = v.parse(jestReport, report);
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites,
    skipped: counts.numPendingTests + counts.numTodoTests,
  };
}

const playwrightReport = v.object({
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number(), skipped: v.number() }),
  errors: v.array(v.unknown()),
});

/** Counts of Playwright's JSON report; an error outside of any test is a failure too. */
export function readPlaywrightCounts(report: unknown): TestCounts {
  const { stats, errors } = v.parse(playwrightReport, report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}
