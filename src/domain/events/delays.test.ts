import { DELAY, measuredInterval, tolerances } from './delays';

test.each([10_000, 15_000, 30_000, 60_000, 120_000])('at a scrape of %d ms the tolerances follow it', (interval) => {
  const { gap, fresh, narrow } = tolerances(interval);
  expect(gap).toBeGreaterThan(2 * interval);
  expect(fresh).toBe(2 * interval + DELAY.housekeeping);
  expect(narrow).toBeLessThan(5.5 * interval);
});

test('the interval is measured from the samples, which a lost scrape does not change', () => {
  expect(measuredInterval([0, 60_000, 120_000, 300_000, 360_000], 30_000)).toBe(60_000);
});

test('too few samples measure nothing', () => {
  expect(measuredInterval([0, 120_000], 30_000)).toBe(30_000);
});
