import { detectRises } from './detectRises';
import type { Series } from '../series';

const series = (points: ReadonlyArray<readonly [number, number]>): Series => ({
  labels: {},
  times: points.map(([time]) => time * 1000),
  values: points.map(([, value]) => value),
});

const CONTEXT = { metric: 'kubelet_evictions', query: 'q', scrapeInterval: 30_000 };

describe('detectRises', () => {
  test.each<{ fact: string; last: Array<[number, number]>; alive?: Array<[number, number]>; by: number[] }>([
    {
      fact: 'stands still: nothing',
      last: [
        [0, 3],
        [30, 3],
        [60, 3],
      ],
      by: [],
    },
    {
      fact: 'rises by two at once: one rise of two',
      last: [
        [0, 1],
        [30, 3],
      ],
      by: [2],
    },
    {
      fact: 'is born at 1 while the kubelet was being read: the first eviction counts',
      last: [[60, 1]],
      alive: [
        [0, 0],
        [30, 30],
        [60, 60],
      ],
      by: [1],
    },
    {
      fact: 'is there when reading begins: old',
      last: [
        [0, 7],
        [30, 7],
      ],
      alive: [
        [0, 0],
        [30, 30],
      ],
      by: [],
    },
    { fact: 'appears together with its target: may be old', last: [[60, 7]], alive: [[60, 60]], by: [] },
    {
      fact: 'comes back unchanged after a gap: nothing',
      last: [
        [0, 2],
        [600, 2],
      ],
      alive: [
        [0, 0],
        [600, 600],
      ],
      by: [],
    },
    {
      fact: 'rose while nobody looked: found after the gap',
      last: [
        [0, 2],
        [600, 3],
      ],
      by: [1],
    },
    {
      fact: 'starts anew at 0 with the kubelet: nothing',
      last: [
        [0, 5],
        [30, 0],
      ],
      by: [],
    },
    {
      fact: 'starts anew and counts one: one, not minus four',
      last: [
        [0, 5],
        [30, 1],
      ],
      by: [1],
    },
  ])('a counter that $fact', ({ last, alive, by }) => {
    const rises = detectRises({ last: series(last) }, { ...CONTEXT, aliveAt: alive && series(alive) });
    expect(rises.map((rise) => rise.by)).toEqual(by);
  });

  it.each([
    ['nothing, where the same count was read before the start that a second replica had seen already', 55, []],
    ['nothing yet, where it was read so shortly after that the clocks may differ by as much', 75, []],
    ['one, where it was read after', 105, [1]],
  ])('counts of a process that started again %s', (_, sampled, by) => {
    const at = (...values: number[]) => series([30, 60].map((time, i) => [time, values[i] ?? NaN]));
    const views = { last: at(1, 1), sampledAt: at(25, sampled) };
    expect(detectRises(views, { ...CONTEXT, startedAt: at(0, 70) }).map((rise) => rise.by)).toEqual(by);
  });

  it('lies between the sample before and the sample that shows it, not between grid times', () => {
    const [rise] = detectRises(
      {
        last: series([
          [30, 0],
          [60, 1],
        ]),
        sampledAt: series([
          [30, 12],
          [60, 42],
        ]),
      },
      CONTEXT
    );
    expect(rise).toMatchObject({ earliest: 12_000, latest: 42_000, before: 0, after: 1 });
  });

  it('reaches back to the last answer of the target when the series is born after an outage', () => {
    const alive = series([
      [0, 0],
      [30, 30],
      [180, 180],
    ]);
    const [rise] = detectRises(
      { last: series([[180, 1]]), sampledAt: series([[180, 180]]) },
      { ...CONTEXT, aliveAt: alive }
    );
    expect(rise).toMatchObject({ earliest: 30_000, latest: 180_000 });
  });

  it('finds what a coarse grid steps over: a peak before a reset', () => {
    const rises = detectRises(
      {
        last: series([
          [0, 2],
          [3600, 1],
        ]),
        peak: series([
          [0, 2],
          [3600, 3],
        ]),
        resets: series([
          [0, 0],
          [3600, 1],
        ]),
      },
      CONTEXT
    );
    expect(rises.map((rise) => rise.by)).toEqual([2]);
  });

  it('finds a counter that was born and gone between two grid times', () => {
    const alive = series([
      [0, 0],
      [3600, 3600],
    ]);
    const rises = detectRises({ peak: series([[3600, 2]]) }, { ...CONTEXT, aliveAt: alive });
    expect(rises.map((rise) => rise.by)).toEqual([2]);
  });
});
