import { explainTop, type TopInput, topPercent } from './kubectlTop';
import { GiB, KiB, MiB } from '../units';

const ALLOCATABLE = 4675304 * KiB;

/** The article's Figure 11: 127 % on a node that stayed stable. */
const STABLE_AT_127: TopInput = {
  nodeWorkingSet: 5836 * MiB,
  allocatable: ALLOCATABLE,
  nodeAvailable: 1117 * MiB,
  evictionHard: 750 * MiB,
  podsWorkingSet: 4459 * MiB,
};

test.each([
  [838124 * KiB, 17],
  [816 * MiB, 17],
  [3368816 * KiB, 72],
  [5.7 * GiB, 127],
  [ALLOCATABLE, 100],
  [ALLOCATABLE - 1, 99],
  [0, 0],
])('%d bytes of 4675304Ki are %d %%, truncated', (workingSet, percent) => {
  expect(topPercent(workingSet, ALLOCATABLE)).toBe(percent);
});

test('without allocatable memory there is no percentage', () => {
  expect(topPercent(MiB, 0)).toBeUndefined();
  expect(explainTop({ nodeWorkingSet: MiB, allocatable: 0 })).toMatchObject({ concern: 'unknown' });
});

test('127 % is fine while both conditions hold', () => {
  expect(explainTop(STABLE_AT_127)).toEqual({
    percent: 127,
    concern: 'fine',
    text: 'kubectl top node shows 127 % (the whole node’s use, over what is left for pods); no line that evicts is crossed. The node has 1117 MiB available, not below the 750 MiB of evictionHard. Pods use 4459 MiB, not above the 4565 MiB at which they are evicted.',
  });
});

test.each<[string, Partial<TopInput>, string]>([
  ['the node has less than evictionHard', { nodeAvailable: 749 * MiB }, 'matters'],
  ['the node has exactly evictionHard', { nodeAvailable: 750 * MiB }, 'fine'],
  ['pods exceed allocatable', { podsWorkingSet: ALLOCATABLE + 1 }, 'matters'],
  [
    'pods exceed allocatable, not their own line',
    { podsWorkingSet: ALLOCATABLE + 1, podsEvictionLine: 5000 * MiB },
    'fine',
  ],
  ['evictionHard is unknown', { evictionHard: undefined }, 'unknown'],
  ['evictionHard is unknown, but pods exceed', { evictionHard: undefined, podsWorkingSet: 5000 * MiB }, 'matters'],
  ['the pods are unknown', { podsWorkingSet: undefined }, 'unknown'],
])('when %s: %s', (_, change, concern) => {
  expect(explainTop({ ...STABLE_AT_127, ...change }).concern).toBe(concern);
});
