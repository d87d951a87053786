import { indexAt, lastSampled, readingsAt } from './numbers';
import { READINGS, topAmount } from './readings';

const TIMES = [1000, 2000, 3000];

test.each([
  [500, 0],
  [1000, 0],
  [2999, 1],
  [9999, 2],
])('at %d ms the sample of index %d holds', (at, index) => {
  expect(indexAt(TIMES, at)).toBe(index);
});

test('what was not sampled at the moment is absent, not zero', () => {
  expect(readingsAt(TIMES, { nodeUsage: [1, null, 3], nodeRss: [0, 0, 0] }, 2000)).toEqual({ nodeRss: 0 });
});

test('the last moment is the last that any number was sampled at', () => {
  expect(lastSampled({ times: TIMES, node: { nodeUsage: [1, 2, null], nodeRss: [1, null, null] } })).toBe(2000);
  expect(lastSampled({ times: TIMES, node: {} })).toBeUndefined();
});

test.each([
  [2083864 * 1024, '2035Mi'],
  [3367460 * 1024, '3288Mi'],
])('kubectl top prints %d bytes as the article saw it: %s', (bytes, text) => {
  expect(topAmount(bytes)).toBe(text);
});

test('each number stands once, and for node, pods, pod and container somebody decides by one', () => {
  expect(new Set(READINGS.map(({ id }) => id)).size).toBe(READINGS.length);
  const deciding = READINGS.filter(({ decides }) => decides).map(({ level, decides }) => `${level} ${decides?.by}`);
  expect(deciding).toEqual([
    'node kubelet',
    'node kernel',
    'pods kubelet',
    'pods kernel',
    'pod kubelet',
    'pod kernel',
    'container kernel',
  ]);
});
