import { readJestCounts, readPlaywrightCounts } from './testReports';

const JEST = {
  numPassedTests: 12,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 1,
};
const PLAYWRIGHT = { stats: { expected: 9, unexpected: 0, flaky: 1, skipped: 0 }, errors: [] as unknown[] };

test('a test file that cannot be run is a failure', () => {
  expect(readJestCounts(JEST)).toEqual({ passed: 12, failed: 2, skipped: 3 });
});

test('a set-up that fails in Playwright is a failure', () => {
  expect(readPlaywrightCounts({ ...PLAYWRIGHT, errors: [{ message: 'set-up' }] })).toEqual({
    passed: 10,
    failed: 1,
    skipped: 0,
  });
});

test.each([{}, null, { stats: {} }])('%j is no report', (report) => {
  expect(() => readJestCounts(report)).toThrow();
  expect(() => readPlaywrightCounts(report)).toThrow();
});
