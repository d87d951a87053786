import type { Fact } from './facts';
import { scenario, type ScenarioInput } from './scenario';
import { runWorld } from './world';

const play = (input: Partial<ScenarioInput>) => runWorld(scenario({ duration: '10m', ...input }));
const times = (facts: readonly Fact[], kind: Fact['kind']) =>
  facts.filter((fact) => fact.kind === kind).map(({ at }) => at);

const LEAK = {
  namespace: 'shop',
  name: 'leak',
  owner: 'ReplicaSet' as const,
  containers: [{ name: 'app', limit: '100Mi', memory: { start: '20Mi', grow: { by: '10Mi', every: '1s' } } }],
};

describe('a kubelet that hangs', () => {
  const { store, facts } = play({
    collection: { interval: '10s' },
    pods: [LEAK],
    events: [{ at: '3m', do: 'kubelet-hangs', for: '2m' }],
  });
  const values = (name: string, labels: Readonly<Record<string, string>>) =>
    (store.byName.get(name) ?? [])
      .filter((one) => Object.entries(labels).every(([label, value]) => one.labels[label] === value))
      .flatMap((one) => one.values);

  it('answers no scrape, and node_exporter does', () => {
    expect(values('up', { job: 'kubelet' }).filter((up) => up === 0).length).toBeGreaterThanOrEqual(11);
    expect(values('up', { job: 'node-exporter' })).not.toContain(0);
  });

  it('makes its node Unknown', () => {
    expect(values('kube_node_status_condition', { condition: 'Ready', status: 'unknown' })).toContain(1);
  });

  it('starts no container again meanwhile, and then goes on as the process it was', () => {
    const from = Date.parse('2026-11-22T02:03:00Z');
    const ends = times(facts, 'end');
    // What ran when it began may still end.
    expect(ends.filter((at) => at > from + 15_000 && at < from + 120_000)).toEqual([]);
    expect(ends.filter((at) => at > from + 120_000).length).toBeGreaterThan(0);
    const starts = values('process_start_time_seconds', { job: 'kubelet' }).filter((value) => !Number.isNaN(value));
    expect(new Set(starts).size).toBe(1);
  });
});

test('a workload that is deleted is made by nobody again', () => {
  const events = [{ at: '3m', do: 'delete-workload' as const, workload: 'shop/leak' }];
  const ends = times(play({ pods: [LEAK], events }).facts, 'end');
  expect(ends.length).toBeGreaterThan(0);
  expect(Math.max(...ends)).toBeLessThan(Date.parse('2026-11-22T02:03:35Z'));
});

test('a container whose node is slow comes back that much later', () => {
  const gap = (restartDelay: string) => {
    const [first = NaN, second = NaN] = times(play({ pods: [{ ...LEAK, restartDelay }] }).facts, 'oom-kill');
    return second - first;
  };
  expect(gap('60s') - gap('0s')).toBeGreaterThan(50_000);
});

test('a pod is replaced as late as its controller is', () => {
  const events = [{ at: '2m', do: 'delete' as const, pod: 'shop/leak' }];
  const calm = { ...LEAK, replacedAfter: '3m', containers: [{ name: 'app', memory: { start: '20Mi' } }] };
  const created = (play({ pods: [calm], events }).store.byName.get('kube_pod_created') ?? []).map(
    ({ values }) => values[0] ?? NaN
  );
  expect(Math.max(...created) - Math.min(...created)).toBe(5 * 60);
});

test('a pod that cAdvisor has not seen yet is evicted before the one that grew', () => {
  const { facts } = play({
    node: { firstSight: '30s' },
    pods: [
      {
        name: 'big',
        containers: [
          { name: 'app', memory: { start: '1Gi', grow: { by: '3600Mi', every: '10s', after: '4m', to: '4624Mi' } } },
        ],
      },
    ],
    events: [{ at: '3m55s', do: 'create', pod: { name: 'young', containers: [{ name: 'app' }] } }],
  });
  const evicted = facts.flatMap((fact) => (fact.kind === 'eviction' ? [fact.pod.pod] : []));
  expect(evicted[0]).toBe('young');
});
