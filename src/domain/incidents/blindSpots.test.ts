import { findGaps, findStandstills } from './blindSpots';

const START = Date.UTC(2026, 10, 22, 2, 53);
const at = (...seconds: number[]) => seconds.map((second) => START + second * 1000);
const spans = (times: readonly number[], interval = 30_000) =>
  findGaps(times, interval).map(({ from, to }) => [(from - START) / 1000, (to - START) / 1000]);

test.each<[string, number[], number[][]]>([
  ['regular scrapes', [0, 30, 60, 90], []],
  ['one missed scrape, which is ordinary', [0, 30, 90, 120], []],
  ['two missed scrapes', [0, 30, 120, 150], [[30, 120]]],
  [
    'two gaps',
    [0, 100, 130, 160, 190, 290],
    [
      [0, 100],
      [190, 290],
    ],
  ],
  ['containers sampled one after the other within each scrape', [0, 2, 9, 30, 33, 38, 130, 131], [[38, 130]]],
  ['samples out of order', [150, 0, 120, 30], [[30, 120]]],
  ['one sample', [0], []],
  ['none', [], []],
])('gaps of %s', (_, seconds, expected) => {
  expect(spans(at(...seconds))).toEqual(expected);
});

test('a pace slower than the scrapes were said to be is no row of gaps', () => {
  expect(spans(at(0, 120, 240, 360, 480))).toEqual([]);
});

const samples = (...values: number[]) => values.map((value, i) => ({ at: START + i * 30_000, value }));

test.each<[string, number[], Array<Record<string, number>>]>([
  ['numbers that all differ', [1, 2, 3], []],
  ['twice the same, which may be chance', [1, 2, 2, 3], []],
  ['three times the same', [1, 2, 2, 2, 3], [{ from: START + 30_000, to: START + 90_000, value: 2, times: 3 }]],
  ['the same at the very end', [1, 2, 2, 2], [{ from: START + 30_000, to: START + 90_000, value: 2, times: 3 }]],
  ['the same with another in between', [2, 2, 3, 2, 2], []],
  ['none', [], []],
])('standstills of %s', (_, values, expected) => {
  expect(findStandstills(samples(...values))).toEqual(expected);
});
