import { summarise } from './testSummary';

const UNIT = { name: 'unit', passed: 40, failed: 1, skipped: 2, seconds: 3.25 };
const LINT = { name: 'lint', passed: 1, failed: 0, skipped: 0, seconds: 9 };

test('the last line sums all suites', () => {
  expect(summarise([LINT, UNIT]).split('\n').at(-1)).toBe('41 passed, 1 failed');
});

test('nothing run is nothing passed', () => {
  expect(summarise([]).split('\n').at(-1)).toBe('0 passed, 0 failed');
});

test('a failing suite stands out and skipped tests are told', () => {
  expect(summarise([UNIT])).toContain('✗ unit  40 passed, 1 failed, 2 skipped  (3.3 s)');
});
