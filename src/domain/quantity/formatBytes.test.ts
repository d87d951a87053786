import { formatGiB, formatMemory, formatMiB, formatRate } from './formatBytes';
import { GiB, MiB } from '../units';

const KI = 1024;

test.each([
  [4675304 * KI, '4565 MiB'],
  [4419304 * KI, '4315 MiB'],
  [5443304 * KI, '5315 MiB'],
  [7120616 * KI, '6953 MiB'],
  [838124 * KI, '818 MiB'],
  [0, '0 MiB'],
  [MiB - 1, '0 MiB'],
  [-1, '0 MiB'],
  [-1.5 * MiB, '-1 MiB'],
  [1024 * GiB, '1048576 MiB'],
  [NaN, 'unknown'],
  [Infinity, 'unknown'],
])('%d bytes read %s, truncated as kubectl does', (bytes, text) => {
  expect(formatMiB(bytes)).toBe(text);
});

test.each([
  [4675304 * KI, 2, '4.46 GiB'],
  [4675304 * KI, 1, '4.5 GiB'],
  [0, 1, '0.0 GiB'],
  [-1, 2, '0.00 GiB'],
  [NaN, 2, 'unknown'],
])('%d bytes with %d decimals read %s', (bytes, decimals, text) => {
  expect(formatGiB(bytes, decimals)).toBe(text);
});

test.each([
  [10 * GiB - MiB, '10239 MiB'],
  [10 * GiB, '10.0 GiB'],
  [-64 * GiB, '-64.0 GiB'],
  [NaN, 'unknown'],
])('%d bytes read %s in the unit that fits', (bytes, text) => {
  expect(formatMemory(bytes)).toBe(text);
});

test.each([
  [0, '0.00 MiB/s'],
  [12.34 * MiB, '12.3 MiB/s'],
  [1.234 * MiB, '1.23 MiB/s'],
  [123.4 * MiB, '123 MiB/s'],
  [-0.001 * MiB, '0.00 MiB/s'],
  [-2 * MiB, '-2.00 MiB/s'],
  [NaN, 'unknown'],
])('%d bytes a second read %s', (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});
