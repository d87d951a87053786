import { countRises, risesAmong, sumRises, type CounterSummary, type Rises } from './countRises';

const STEADY: CounterSummary = { min: 3, max: 3, last: 3, resets: 0, isBorn: false };

it.each<[string, Partial<CounterSummary>, number, boolean]>([
  ['a counter that stood still', {}, 0, false],
  ['a counter that rose by two', { max: 5, last: 5 }, 2, false],
  ['a counter born at 1 with the first eviction', { min: 1, max: 1, last: 1, isBorn: true }, 1, false],
  ['a counter that was there before, at 1', { min: 1, max: 1, last: 1 }, 0, false],
  ['a counter that is gone at the end', { min: 1, max: 4, last: 4 }, 3, false],
  ['a counter that began anew after a restart', { min: 0, max: 3, last: 1, resets: 1 }, 3, true],
  ['a counter that rose only after its restart', { min: 0, max: 2, last: 2, resets: 1 }, 2, true],
])('%s counts', (_, given, count, atLeast) => {
  expect(countRises({ ...STEADY, ...given })).toEqual({ count, atLeast });
});

it.each<[string, readonly number[], Rises | undefined]>([
  ['no samples know nothing, which is not zero', [], undefined],
  ['one sample shows no rise', [4], { count: 0, atLeast: false }],
  ['each rise counts', [2, 2, 3, 5], { count: 3, atLeast: false }],
  ['what began anew counts from nothing, beside what rose before', [5, 6, 1, 2], { count: 3, atLeast: true }],
])('%s', (_, values, rises) => {
  expect(risesAmong(values)).toEqual(rises);
});

it('adds up the signals, and is as sure as the least sure of them', () => {
  expect(
    sumRises([
      { count: 2, atLeast: false },
      { count: 1, atLeast: true },
    ])
  ).toEqual({ count: 3, atLeast: true });
});

it('of no counter knows nothing, which is not zero', () => {
  expect(sumRises([])).toBeUndefined();
});
