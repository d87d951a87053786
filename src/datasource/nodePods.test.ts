import { knownPods } from './nodePods';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 24, 11);
const PODS = { pods: [{ namespace: 'shop', pod: 'web-0' }] };

function looked() {
  let now = NOW;
  const ranges: Array<{ readonly from: number; readonly to: number }> = [];
  const known = knownPods(() => now);
  const find = (from: number, to: number, answer: typeof PODS | { podsError: string } = PODS, more = {}) =>
    known.find({ node: 'a', from, to, ...more }, (range) => {
      ranges.push(range);
      return Promise.resolve(answer);
    });
  return { find, ranges, later: (time: number) => (now += time) };
}

test('one look-up serves the parts of a page, whose ranges lie near each other', async () => {
  const { find, ranges } = looked();
  const incident = NOW - 24 * HOUR;
  await Promise.all([
    find(incident - 10 * MINUTE, incident + 5 * MINUTE),
    find(incident - 84 * MINUTE, incident + 27 * MINUTE),
    find(incident - 5 * MINUTE, incident),
  ]);
  expect(ranges).toHaveLength(1);
});

test('a range that goes on ending now needs none for five minutes', async () => {
  const { find, ranges, later } = looked();
  await find(NOW - HOUR, NOW);
  later(10_000);
  await find(NOW - HOUR + 10_000, NOW + 10_000);
  expect(ranges).toEqual([{ from: NOW - 3 * HOUR, to: NOW }]);
  later(5 * MINUTE);
  await find(NOW - HOUR, NOW + 5 * MINUTE);
  expect(ranges).toHaveLength(2);
});

test.each<[string, number, number, object]>([
  ['an earlier range', NOW - 24 * HOUR, NOW, {}],
  ['another node', NOW - HOUR, NOW, { node: 'b' }],
  ['the same name in another cluster', NOW - HOUR, NOW, { cluster: 'prod' }],
])('%s is looked up', async (_, from, to, more) => {
  const { find, ranges } = looked();
  await find(NOW - HOUR, NOW);
  await find(from, to, PODS, more);
  expect(ranges).toHaveLength(2);
});

test('who needs it fresher gets it fresher', async () => {
  const { find, ranges, later } = looked();
  await find(NOW - HOUR, NOW);
  later(31_000);
  await find(NOW - HOUR, NOW, PODS, { maxAge: 30_000 });
  expect(ranges).toHaveLength(2);
});

test('what failed is looked up again', async () => {
  const { find, ranges } = looked();
  await find(NOW - HOUR, NOW, { podsError: 'query timed out' });
  await find(NOW - HOUR, NOW);
  expect(ranges).toHaveLength(2);
});
