import { KiB, MiB } from '../../domain/units';

import { numberRows } from './numberRows';
import { tracePath } from './tracePath';

const TIMES = [0, 1000, 2000];
const rows = (at: number) =>
  numberRows({
    level: 'node',
    times: TIMES,
    at,
    allocatable: 4675304 * KiB,
    curves: {
      nodeResource: [3367460 * KiB, null, 3368816 * KiB],
      nodeWorkingSet: [100 * MiB, 300 * MiB, 200 * MiB],
      nodeRss: [null, null, null],
      podRss: [1, 1, 1],
    },
  });

test('what decides stands first, with who decides; what was never sampled or is of another level is left out', () => {
  expect(rows(0).map(({ id, decides }) => [id, decides])).toEqual([
    ['nodeWorkingSet', expect.stringMatching(/^The kubelet evicts when capacity less this/)],
    ['nodeResource', ''],
  ]);
});

test('the resource endpoint is shown as kubectl top prints it', () => {
  expect(rows(0)[1]).toMatchObject({ value: '3288 MiB', printed: 'kubectl top prints 3288Mi 72%' });
});

test('a moment without a sample has no value, and the range its extremes', () => {
  expect(rows(1000)[1]).toMatchObject({ lowest: 3367460 * KiB, highest: 3368816 * KiB });
  expect(rows(1000)[1]).not.toHaveProperty('value');
});

test.each([
  ['is lifted at a gap', [0, null, 10], 'M0.0 9.0h0.5M100.0 1.0h0.5'],
  ['joins what was sampled', [0, 5, 10], 'M0.0 9.0L50.0 5.0L100.0 1.0'],
  ['is nothing without samples', [null, null, null], ''],
])('a trace %s', (_, values, d) => {
  expect(tracePath({ times: TIMES, values, at: 1000, top: 10, width: 100, height: 10 })).toEqual({ d, x: 50 });
});
