import type { Series } from '../../domain/series';
import { GiB, MiB } from '../../domain/units';
import { BUDGET_INPUTS } from '../budget';
import { DEFAULT_LABELS } from '../scope';

import { nowParts, nowSelectors } from './fleetNow';

const SCOPE = {
  ...{ labels: DEFAULT_LABELS, from: 0, to: 3_600_000, scrapeInterval: 30_000 },
  ...{ overrides: [], hasRules: false, isSmall: false },
};

const A = { node: 'a', instance: '10.0.0.1:10250' };
const one = (metric: string, value: number, labels: Record<string, string>): Series => ({
  labels: { __name__: metric, ...A, ...labels },
  times: [SCOPE.to],
  values: [value],
});
const limit = (id: string, value: number, labels = {}) =>
  one('container_spec_memory_limit_bytes', value, { id, ...labels });
const huge = (size: string, value: number, labels = {}) =>
  one('kube_node_status_capacity', value, { resource: `hugepages_${size}`, ...labels });

it.each<[string, string, readonly Series[], readonly number[]]>([
  ['a root cgroup without a limit has none', 'budgetRoot', [limit('/', 0)], []],
  ['a root cgroup’s limit is that', 'budgetRoot', [limit('/', 8 * GiB)], [8 * GiB]],
  ['a pod’s cgroup is not kubepods', 'budgetLimit', [limit('/kubepods/burstable/pod1', GiB)], []],
  ['kubepods without a limit has 0', 'budgetLimit', [limit('/kubepods', 0)], [0]],
  [
    'of two kubepods cgroups the least that is limited',
    'budgetLimit',
    [limit('/kubepods', 0), limit('/kubepods/kubepods', 7 * GiB), limit('/kubepods.slice', 6 * GiB)],
    [6 * GiB],
  ],
  ['huge pages of each size add up', 'budgetHugepages', [huge('1Gi', GiB), huge('2Mi', 64 * MiB)], [GiB + 64 * MiB]],
  [
    'and count once of two replicas',
    'budgetHugepages',
    [huge('1Gi', GiB, { pod: 'a' }), huge('1Gi', GiB, { pod: 'b' })],
    [GiB],
  ],
  ['a host that kube-state-metrics runs on is not what it speaks of', 'budgetMaxPods', [pods('')], []],
  ['a node’s pods are not its memory', 'budgetCapacity', [pods('a')], []],
])('%s', (_, part, series, values) => {
  expect(
    nowParts(SCOPE, series)
      .get(part)
      ?.flatMap((own) => own.values)
  ).toEqual(values);
});

function pods(node: string): Series {
  return one('kube_node_status_capacity', 110, { node, resource: 'pods' });
}

it('tells of all that a node’s lines are made of', () => {
  expect([...nowParts(SCOPE, []).keys()]).toEqual(expect.arrayContaining(BUDGET_INPUTS));
});

it('asks for rules only where there are some, and of one cluster only where one is chosen', () => {
  expect(nowSelectors(SCOPE).join()).not.toMatch(/node:|cluster=/);
  expect(nowSelectors({ ...SCOPE, hasRules: true, cluster: 'b' }).join()).toMatch(
    /node:memory_working_set_bytes:max.*cluster="b"/
  );
});
