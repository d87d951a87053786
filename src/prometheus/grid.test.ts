import { align, carryForward, gridOf } from './grid';

const at = (...times: number[]) => ({ labels: {}, times, values: times });

describe('the grid of a range', () => {
  test.each([
    ['nothing came: as asked', [], [100, 110, 120, 130]],
    ['as asked', [at(100, 110, 130)], [100, 110, 120, 130]],
    ['aligned by Grafana to its step', [at(95, 105)], [95, 105, 115, 125]],
    ['widened by Grafana', [at(100, 120)], [100, 120]],
    ['one lonely sample', [at(110)], [100, 110, 120, 130]],
    ['off any grid: just what was seen', [at(100, 107), at(112)], [100, 107, 112]],
  ])('%s', (_, series, times) => {
    expect(gridOf({ from: 100, to: 130, step: 10 }, series).times).toEqual(times);
  });

  test('takes thousands of points', () => {
    const times = Array.from({ length: 11_000 }, (_, index) => index * 15_000);
    expect(gridOf({ from: 0, to: 164_985_000, step: 15_000 }, [at(...times)]).times).toHaveLength(11_000);
  });
});

test('a gap, NaN and ±Inf are null on the grid', () => {
  const series = { labels: {}, times: [0, 10, 30, 40], values: [1, NaN, Infinity, 5] };
  expect(align({ times: [0, 10, 20, 30, 40, 50], step: 10 }, series)).toEqual([1, null, null, null, 5, null]);
});

test('a setting holds through missed scrapes, not before it was known and not after the last index', () => {
  expect(carryForward([null, 1, null, 2, null, null], 4)).toEqual([null, 1, 1, 2, 2, null]);
});
