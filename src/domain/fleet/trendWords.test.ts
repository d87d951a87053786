import { MiB } from '../units';

import type { FleetNode } from './fleetNode';
import { fleetNode, rising } from './testing';
import { trendWords } from './trendWords';

const TO = Date.UTC(2026, 10, 24, 11);
const curve = (count: number, valueAt: (index: number) => number | null): Partial<FleetNode> => ({
  podsCurve: {
    times: Array.from({ length: count }, (_, index) => TO - (count - 1 - index) * 120_000),
    values: Array.from({ length: count }, (_, index) => valueAt(index)),
  },
});

it.each<[string, Partial<FleetNode>, string]>([
  ['a line ahead', rising(12), 'pods are evicted in about 12 min (10–14) if it goes on'],
  ['a rise without a line in reach', curve(16, (i) => (3000 + 120 * i) * MiB), 'pods rise by 1.00 MiB/s'],
  ['a fall', curve(16, (i) => (3000 - 120 * i) * MiB), 'pods fall by 1.00 MiB/s'],
  ['calm', curve(16, (i) => (3000 + (i % 3)) * MiB), 'no trend'],
  ['no curve', {}, 'trend unknown'],
  ['too few samples', curve(16, (i) => (i < 7 ? 3000 * MiB : null)), 'trend unknown'],
])('%s', (_, parts, words) => {
  expect(trendWords(fleetNode('a', parts))).toBe(words);
});
