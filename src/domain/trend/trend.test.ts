import { findTrend } from './trend';
import { MiB } from '../units';

const START = Date.UTC(2026, 10, 21, 21, 0);
const SCRAPE = 30_000;

const times = (count: number) => Array.from({ length: count }, (_, index) => START + index * SCRAPE);
const trendOf = (values: ReadonlyArray<number | null>) => findTrend(times(values.length), values);
const repeat = (count: number, value: (index: number) => number) => Array.from({ length: count }, (_, i) => value(i));

/** A fixed stream of standard normal numbers (a linear congruence, Box–Muller). */
function noise(seed: number): () => number {
  let state = Math.imul(seed, 2654435761) >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 4294967297;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Recording-1 before Figure 3's eviction, in MiB, one value a scrape: half an hour of calm, then a leak. */
const CALM = repeat(52, (index) => (267 + (index % 3) * 0.1) * MiB);
const LEAK = [569, 1070, 1470, 2072, 2472, 2873, 3474, 3975].map((value) => value * MiB);

test('a leak of four minutes is found after half an hour of calm', () => {
  const { perSecond = 0, low = 0, high = 0 } = trendOf([...CALM, ...LEAK]) ?? {};
  expect([low, perSecond, high].map((rate) => Math.round(rate / MiB))).toEqual([15, 16, 17]);
});

test('a slow climb under noise is found over the half hour', () => {
  const next = noise(3);
  const slope = trendOf(repeat(60, (index) => (1000 + index + 3 * next()) * MiB));
  expect((slope?.perSecond ?? 0) / MiB).toBeCloseTo(1 / 30, 2);
});

test.each<[string, ReadonlyArray<number | null>]>([
  ['nothing', []],
  ['only gaps', repeat(60, () => NaN)],
  ['calm', CALM],
  ['the first six samples of a leak', [...CALM, ...LEAK.slice(0, 6)]],
  ['a leak that was evicted a moment ago', [...CALM.slice(0, 20), ...LEAK, 267 * MiB]],
  ['a leak that stopped three minutes ago', [...LEAK, ...repeat(6, () => 3975 * MiB)]],
  ['a leak whose scrapes have failed for three minutes', [...LEAK, ...repeat(6, () => NaN)]],
  ['one jump', [...repeat(50, (index) => (764 + (index % 5)) * MiB + index), 1784 * MiB]],
])('%s is no trend', (_, values) => {
  expect(trendOf(values)).toBeUndefined();
});

test('a second look at the end hardly makes noise a trend more often', () => {
  const runs = repeat(400, (run) => run + 1);
  const claimed = runs.filter((run) => {
    const next = noise(run);
    return trendOf(repeat(120, () => next() * MiB)) !== undefined;
  });
  expect(claimed.length / runs.length).toBeLessThanOrEqual(0.07);
});
