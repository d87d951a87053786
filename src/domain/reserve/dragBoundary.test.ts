import { computeNodeLines } from '../lines/computeNodeLines';
import { GiB, MiB } from '../units';

import { boundariesOf, moveTo, resize, stepOfKey } from './dragBoundary';

const LINES = computeNodeLines(
  { value: 8 * GiB, provenance: 'measured', source: 'test' },
  {
    kubeReserved: 1024 * MiB,
    evictionHard: [{ signal: 'memory.available', value: { kind: 'quantity', bytes: 512 * MiB } }],
  }
);
const [EVICTION, RESERVED] = boundariesOf(LINES);

test('the eviction band begins below the kubepods limit, the reserve at it', () => {
  expect(boundariesOf(LINES)).toEqual([
    { name: 'evictionHard', at: 6656 * MiB, value: 512 * MiB, most: 7167 * MiB },
    { name: 'reserved', at: 7168 * MiB, value: 1024 * MiB, most: 7679 * MiB },
  ]);
  expect(boundariesOf({ findings: [] })).toEqual([]);
});

test.each([
  ['to the left widens the band', EVICTION, 6556 * MiB, { evictionHard: '612Mi' }],
  ['to the right narrows it', EVICTION, 6700.4 * MiB, { evictionHard: '468Mi' }],
  ['beyond the limit leaves 1 MiB: a threshold of zero is none', EVICTION, 8 * GiB, { evictionHard: '1Mi' }],
  ['to the left end leaves 1 MiB for pods', EVICTION, -5 * GiB, { evictionHard: '7167Mi' }],
  ['of the reserve', RESERVED, 7 * GiB - 24 * MiB, { reserved: '1048Mi' }],
  ['of the reserve to the right end', RESERVED, 8 * GiB, { reserved: '0' }],
])('a boundary moved %s', (_, boundary, place, texts) => {
  expect(boundary && moveTo(boundary, place)).toEqual(texts);
});

test.each([
  ['ArrowLeft', '522Mi'],
  ['ArrowRight', '502Mi'],
  ['PageUp', '612Mi'],
  ['Home', '1Mi'],
  ['End', '7167Mi'],
])('%s makes the band %s', (key, text) => {
  expect(EVICTION && resize(EVICTION, EVICTION.value + (stepOfKey(key) ?? 0))).toEqual({ evictionHard: text });
});

test('other keys move nothing', () => {
  expect(stepOfKey('Tab')).toBeUndefined();
});
