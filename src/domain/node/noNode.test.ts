import { noNodeWords, rangeWithNode } from './noNode';

const SEEN = Date.UTC(2026, 10, 22, 2, 59);
const utc = (time: number) => new Date(time).toISOString();

test('where a node was seen before, it says when, and offers that hour', () => {
  const noNode = { lastSeen: SEEN, lookedBack: 30 * 86_400_000 };
  expect(noNodeWords(noNode, utc)).toEqual({
    title: 'No node was recorded in this time range',
    text: 'A node was last seen at 2026-11-22T02:59:00.000Z.',
  });
  expect(rangeWithNode(noNode)).toEqual({ from: SEEN - 3_600_000, to: SEEN + 60_000 });
});

test('where none was ever seen, it names the series that make a node', () => {
  const { title, text } = noNodeWords({ lookedBack: 30 * 86_400_000 }, utc);
  expect(title).toBe('No node was recorded in this time range, nor in the last 30 days');
  expect(text).toMatch(/kube_node_info .* kubelet_node_name or machine_memory_bytes/);
  expect(rangeWithNode({ lookedBack: 1 })).toBeUndefined();
});

test('where it could not be looked up, it does not claim that there is none', () => {
  expect(noNodeWords({}, utc)).toEqual({
    title: 'No node was recorded in this time range',
    text: expect.stringMatching(/^Widen the time range/),
  });
});
