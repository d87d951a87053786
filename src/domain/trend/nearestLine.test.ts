import { findNearestLine } from './nearestLine';
import type { NodeLines } from '../lines/nodeLines';
import { MiB } from '../units';

const START = Date.UTC(2026, 10, 21, 21, 0);

/** `now` MiB at the end, climbing by `step` MiB every 30 s. */
const climbing = (now: number, step: number) => {
  const times = Array.from({ length: 20 }, (_, index) => START + index * 30_000);
  return { times, values: times.map((_, index) => (now - (19 - index) * step) * MiB) };
};

const line = (value: number) => ({ value: value * MiB, provenance: 'measured' as const, source: 'test' });
const LINES: NodeLines = {
  capacity: line(7000),
  evictionHard: line(750),
  podsEvictionLine: line(4500),
  kubepodsLimit: line(5300),
  findings: [],
};

test.each<[string, Parameters<typeof findNearestLine>[1], string | undefined, number | undefined]>([
  ['the pods reach theirs', { pods: climbing(4000, 15), node: climbing(4500, 15) }, 'podsEvictionLine', 1000],
  ['the node reaches its own first', { pods: climbing(1000, 3), node: climbing(6000, 15) }, 'evictionHard', 500],
  ['beyond the first line the next one counts', { pods: climbing(4600, 15) }, 'kubepodsLimit', 1400],
  ['falling memory reaches none', { pods: climbing(4600, -15), node: climbing(6000, -15) }, undefined, undefined],
  ['calm memory reaches none', { pods: climbing(4000, 0) }, undefined, undefined],
  ['no curves, no line', {}, undefined, undefined],
  ['gaps alone are no curve', { pods: { times: [START], values: [null] } }, undefined, undefined],
])('%s', (_, usage, name, seconds) => {
  const nearest = findNearestLine(LINES, usage);
  expect(nearest?.line).toBe(name);
  expect(nearest && Math.round(nearest.time.expected / 1000)).toBe(seconds);
});

test('the rate is that of what reaches the line', () => {
  const nearest = findNearestLine(LINES, { pods: climbing(4000, 15), node: climbing(5000, 30) });
  expect(nearest?.slope.perSecond).toBeCloseTo((nearest?.line === 'evictionHard' ? 1 : 0.5) * MiB, 0);
});

test('a line that is not known is not reached', () => {
  expect(findNearestLine({ findings: [] }, { pods: climbing(4000, 15), node: climbing(4500, 15) })).toBeUndefined();
});
