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

  test.each<[string, Array<[number, number]>, Array<[number, number]>]>([
    [
      'brings a series that began at a scrape left out with the next',
      [
        [90, 1],
        [120, 2],
      ],
      [[120, 2]],
    ],
    [
      'ends a series at the first scrape that misses it',
      [
        [60, 1],
        [90, NaN],
      ],
      [
        [60, 1],
        [120, NaN],
      ],
    ],
    [
      'ends no series that was back by then',
      [
        [60, 1],
        [90, NaN],
        [120, 2],
      ],
      [
        [60, 1],
        [120, 2],
      ],
    ],
    [
      'tells nothing of a series between two scrapes',
      [
        [90, 1],
        [100, NaN],
      ],
      [],
    ],
    [
      'keeps what cAdvisor dated before the scrape',
      [
        [52, 1],
        [83, 2],
        [112, 3],
      ],
      [
        [52, 1],
        [112, 3],
      ],
    ],
    [
      'brings no sample that only a scrape left out had',
      [
        [52, 1],
        [83, 2],
      ],
      [[52, 1]],
    ],
  ])('thinned to 60 s %s', (_, samples, expected) => {
    const series = {
      labels: { ...UP.labels, __name__: 'container_cpu' },
      times: samples.map(([at]) => at * SECOND),
      values: samples.map(([, value]) => value),
    };
    const up = { ...UP, values: UP.values.map(() => 1) };
    const source = {
      byName: new Map([
        ['up', [up]],
        ['container_cpu', [series]],
      ]),
    };
    const [left] = lose(source, { kind: 'thinned', interval: 60 * SECOND }).byName.get('container_cpu') ?? [];
    expect(left?.times.map((time, i) => [time / SECOND, left.values[i]])).toEqual(expected);
  });

  it('takes whole families away', () => {
    expect([...lose(SOURCE, { kind: 'without', family: 'u' }).byName.keys()]).toEqual([]);
  });
});
