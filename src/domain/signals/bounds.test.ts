import { MiB } from '../units';

import { atMost, BOUNDS, boundsOf, fallbacksWithout, fallbackWords } from './bounds';
import { FALLBACKS } from './fallbacks';

test('every fallback has been measured, on recorded or simulated nodes', () => {
  const unmeasured = FALLBACKS.flatMap((chain) =>
    chain.fallbacks.filter((fallback) => boundsOf(chain, fallback).length === 0).map(({ by }) => `${chain.name}: ${by}`)
  );
  expect(unmeasured).toEqual([]);
});

test('nothing was measured that is no fallback', () => {
  const known = FALLBACKS.flatMap(({ value, fallbacks }) => fallbacks.map(({ by }) => `${value} ${by}`));
  expect(BOUNDS.bounds.map(({ value, by }) => `${value} ${by}`).filter((key) => !known.includes(key))).toEqual([]);
});

test.each([
  [['rootCgroup'], ['nodeWorkingSet'], ['node_memory_working_set_bytes of the kubelet']],
  [['rootCgroup', 'resourceNode'], ['nodeWorkingSet'], [expect.stringContaining('AnonPages')]],
  [['evictions'], [], []],
  [['capacity', 'memTotal'], ['capacity'], ['machine_memory_bytes']],
])('without %j stands in for %j: %j', (missing, values, by) => {
  const found = fallbacksWithout(missing);
  expect(found.map(({ chain }) => chain.value)).toEqual(values);
  expect(found.map(({ fallback }) => fallback.by)).toEqual(by);
});

test('a bound is rounded up', () => {
  expect(atMost(3 * MiB + 1)).toBe('4 MiB');
  expect(atMost(0)).toBe('0 MiB');
});

test('a fallback is told with what it stands in for and how far it is off', () => {
  const [found] = fallbacksWithout(['capacity']);
  expect(found && fallbackWords(found.chain, found.fallback)).toMatch(
    /^Capacity: from machine_memory_bytes in place of kube_node_status_capacity: .*measured on \d+ nodes\.$/
  );
});
