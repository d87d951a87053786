import type { NodePod } from '../incidents/nodePods';
import { MiB } from '../units';

import { overcommit, overcommitWords } from './overcommit';

const known = (value: number) => ({ value: value * MiB, provenance: 'computed' as const, source: 'test' });
const lines = (line: number) => ({ allocatable: known(line), kubepodsLimit: known(line + 750), findings: [] });

const pod = (name: string, used: number | undefined, more: Partial<NodePod> = {}): NodePod => ({
  name: `apps/${name}`,
  namespace: 'apps',
  pod: name,
  requestBytes: 100 * MiB,
  containers: [{ container: name, requestBytes: 100 * MiB, limitBytes: 2000 * MiB }],
  ...(used !== undefined && { workingSetBytes: used * MiB }),
  ...more,
});
const PODS = [
  pod('greedy', 2000),
  pod('modest', 90),
  pod('free', 500, { containers: [{ container: 'free', requestBytes: 0 }] }),
  pod('critical', 3000, { priority: 2_000_000_000 }),
];

test('who goes is the kubelet’s order, one by one, until the pods are below the line', () => {
  expect(overcommit(PODS, lines(4565)).evicted.map(({ pod: { name } }) => name)).toEqual(['apps/greedy']);
  expect(overcommit(PODS, lines(3200)).evicted.map(({ pod: { name } }) => name)).toEqual(['apps/greedy', 'apps/free']);
});

test('nobody goes at exactly the line; what is never evicted may leave it crossed', () => {
  expect(overcommit(PODS, lines(5590)).evicted).toEqual([]);
  expect(overcommit(PODS, lines(2000))).toMatchObject({ isNotEnough: true });
});

test.each<[string, readonly NodePod[], Parameters<typeof overcommitWords>[1], readonly RegExp[]]>([
  [
    'requests, limits and who goes',
    PODS,
    lines(4565),
    [
      /request 400 MiB, 9 % of allocatable \(4565 MiB\)\./,
      /add up to 6000 MiB, 113 % of the kubepods limit \(5315 MiB\), and 1 pod has no limit\./,
      /use 5590 MiB: the kubelet would evict apps\/greedy\./,
    ],
  ],
  [
    'requests that no longer fit',
    PODS,
    lines(300),
    [/would not all be placed on such a node again/, /./, /then apps\/modest, and that would not be enough\.$/],
  ],
  ['nobody', PODS, lines(6000), [/./, /./, /nobody would be evicted for it/]],
  ['a pod that is not sampled', [pod('new', undefined)], lines(1), [/./, /./, /who would be evicted is not/]],
  ['that a range may end where nothing was recorded', [], lines(4565), [/^Which pods ran then was not recorded\./]],
  ['no lines', PODS, { findings: [] }, [/allocatable is not known/, /add up to 6000 MiB, and/, /nobody/]],
])('tells %s', (_, pods, of, expected) => {
  const words = overcommitWords(overcommit(pods, of), of);
  expected.forEach((text, index) => expect(words[index]).toMatch(text));
});
