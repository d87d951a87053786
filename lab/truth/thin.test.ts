import type { SampledSeries } from '../promql/select';

import { lose, type Loss } from './thin';

const SECOND = 1000;
const UP: SampledSeries = {
  labels: { __name__: 'up', job: 'kubelet', metrics_path: '/metrics' },
  times: [0, 30, 60, 90, 120].map((one) => one * SECOND),
  values: [1, 2, 3, 4, NaN],
};
const SOURCE = { byName: new Map([['up', [UP]]]) };

describe('lose', () => {
  test.each<[string, Loss, Array<[number, number]>]>([
    [
      'keeps all where nothing is lost',
      { kind: 'none' },
      [
        [0, 1],
        [30, 2],
        [60, 3],
        [90, 4],
        [120, NaN],
      ],
    ],
    [
      'thins to one sample each interval and keeps the stale marker',
      { kind: 'thinned', interval: 60 * SECOND },
      [
        [0, 1],
        [60, 3],
        [120, NaN],
      ],
    ],
    [
      'keeps a stale marker within an interval',
      { kind: 'thinned', interval: 1000 * SECOND },
      [
        [0, 1],
        [120, NaN],
      ],
    ],
    [
      'silences one job for a while',
      { kind: 'silent', job: 'kubelet /metrics', from: 20 * SECOND, to: 100 * SECOND },
      [
        [0, 1],
        [120, NaN],
      ],
    ],
    [
      'leaves other jobs alone',
      { kind: 'silent', job: 'kubelet', from: 0, to: 100 * SECOND },
      [
        [0, 1],
        [30, 2],
        [60, 3],
        [90, 4],
        [120, NaN],
      ],
    ],
  ])('%s', (_, loss, expected) => {
    const [series] = lose(SOURCE, loss).byName.get('up') ?? [];
    expect(series?.times.map((time, i) => [time / SECOND, series.values[i]])).toEqual(expected);
  });

  it('takes whole families away', () => {
    expect([...lose(SOURCE, { kind: 'without', family: 'u' }).byName.keys()]).toEqual([]);
  });
});
