import { readTime } from './timeOption';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

test.each([
  ['now', NOW],
  ['now-90s', NOW - 90_000],
  ['now-6h', NOW - 6 * HOUR],
  ['now-2d', NOW - 48 * HOUR],
  ['now-1w', NOW - 168 * HOUR],
  ['1795295512', 1_795_295_512_000],
  ['1795295512.5', 1_795_295_512_500],
  ['1795295512820', 1_795_295_512_820],
  ['2026-11-21T21:11:52.820Z', 1_795_295_512_820],
  ['2026-11-21T22:11:52+01:00', 1_795_295_512_000],
  ['2026-11-21 21:11Z', 1_795_295_460_000],
])('%s is %d', (text, expected) => {
  expect(readTime(text, NOW)).toBe(expected);
});

test.each([
  '',
  'yesterday',
  'now+1h',
  'now-6',
  '2026-11-21',
  '2026-11-21T21:11:52',
  '2026-13-41T21:11:52Z',
  '12',
  'now-6h ',
])('%j is no time', (text) => {
  expect(() => readTime(text, NOW)).toThrow(/give a time with its zone/);
});
