export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface SuiteResult extends TestCounts {
  readonly name: string;
  readonly seconds: number;
}

/** A line for each suite; the last line is `N passed, N failed` over all. */
export function summarise(results: readonly SuiteResult[]): string {
  const width = Math.max(0, ...results.map(({ name }) => name.length));
  const lines = results.map(
    ({ name, passed, failed, skipped, seconds }) =>
      `${failed > 0 ? '✗' : '✓'} ${name.padEnd(width)}  ${passed} passed, ${failed} failed` +
      `${skipped > 0 ? `, ${skipped} skipped` : ''}  (${seconds.toFixed(1)} s)`
  );
  const sum = (of: 'passed' | 'failed') => results.reduce((total, result) => total + result[of], 0);
  return ['', ...lines, '', `${sum('passed')} passed, ${sum('failed')} failed`].join('\n');
}
