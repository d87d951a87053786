import { readLog } from '../../src/domain/logs/readLog';
import { scenario, type ScenarioInput } from '../simulator/scenario';
import { truthOf } from '../simulator/truth';
import { runWorld } from '../simulator/world';

import { reviewScenario } from './reviewScenario';
import { CHECKOUT, SHOP } from './shop';

const verdicts = async (more: Partial<ScenarioInput>) => {
  const { incidents } = await reviewScenario({ duration: '25m', pods: [...SHOP, CHECKOUT], ...more });
  return incidents.map(({ verdict, confidence }) => [verdict, confidence === 'possible' ? 'possible' : 'sure']);
};
const OOM1 = [['oom1-container-limit', 'sure']];

test('a native sidecar at its limit is the container that was killed, and no child', async () => {
  const sidecar = {
    ...CHECKOUT,
    sidecars: CHECKOUT.containers,
    containers: [{ name: 'main', request: '50Mi', limit: '128Mi', memory: { start: '40Mi' } }],
  };
  expect(await verdicts({ pods: [...SHOP, sidecar] })).toEqual(OOM1);
});

test('a limit that was raised after the kill is not the one that was reached', async () => {
  const events = [{ at: '20m', do: 'resize' as const, pod: 'shop/checkout', limit: '2Gi' }];
  const { incidents } = await reviewScenario({ duration: '25m', pods: [...SHOP, CHECKOUT], events });
  const [first] = incidents;
  expect(first?.verdict).toBe('oom1-container-limit');
  expect(first?.evidence.map(({ threshold }) => threshold)).toContain('300 MiB');
  expect(first?.evidence.map(({ threshold }) => threshold)).not.toContain('2048 MiB');
});

test('two Prometheus replicas that nobody deduplicates count each kill once', async () => {
  const one = await reviewScenario({ duration: '25m', pods: [...SHOP, CHECKOUT] });
  const two = await reviewScenario({ duration: '25m', pods: [...SHOP, CHECKOUT], collection: { replicas: 2 } });
  const told = ({ incidents }: typeof one) => incidents.map(({ verdict, victims }) => [verdict, victims.length]);
  expect(told(two)).toEqual(told(one));
});

test.each([
  ['article', 'kube-state-metrics'],
  ['kube-prometheus-stack', 'kube-state-metrics'],
  ['kube-prometheus-stack', 'node-exporter'],
] as const)(
  'collected as %s each kill counts once though the pod of %s was replaced between two',
  async (kind, job) => {
    const told = async (moves: ReadonlyArray<{ at: string; job: typeof job }>) => {
      const collection = { kind, interval: '30s', moves: [...moves] };
      const { incidents } = await reviewScenario({ duration: '25m', pods: [...SHOP, CHECKOUT], collection });
      return incidents.map(({ verdict, victims }) => [verdict, victims.length]);
    };
    const unmoved = await told([]);
    expect(unmoved).toEqual([['oom1-container-limit', expect.any(Number)]]);
    for (const at of ['9m', '10m', '11m', '12m', '14m']) {
      expect(await told([{ at, job }])).toEqual(unmoved);
    }
  }
);

test.each(['10s', '15s', '60s', '120s'])(
  'scraped every %s a kill at a container’s limit is no other cause',
  async (interval) => {
    const told = await verdicts({ collection: { interval } });
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter(([verdict]) => verdict !== 'oom1-container-limit' && verdict !== 'unknown')).toEqual([]);
  }
);

describe('pods of cgroup v1 that swap', () => {
  const node = (swap: string) => ({ kubernetes: '1.27', cgroup: 'v1', driver: 'cgroupfs', swap }) as const;
  const told = async (more: Partial<ScenarioInput>) => {
    const { world, incidents } = await reviewScenario({ duration: '25m', pods: [...SHOP, CHECKOUT], ...more });
    const happened = truthOf(world).incidents.map(({ verdict, victims }) => [verdict, victims.length]);
    return { happened, told: incidents.map(({ verdict, victims }) => [verdict, victims.length]), incidents };
  };
  const [leak] = CHECKOUT.containers;
  const crashing = { ...leak, name: 'checkout', memory: { ...leak?.memory, exit: { code: 1, after: '8m' } } };

  it('are killed at their limit once the swap is full, minutes after they came there, and that is OOM1 but not certain', async () => {
    const { happened, told: found, incidents } = await told({ node: node('512Mi') });
    expect(happened).toEqual([['oom1-container-limit', 2]]);
    expect(found).toEqual(happened);
    expect(incidents.map(({ confidence }) => confidence)).not.toContain('certain');
  });

  it.each<[string, string, Partial<ScenarioInput>]>([
    ['killed by hand', 'killed-not-oom', { events: [{ at: '14m', do: 'kill', pod: 'shop/checkout' }] }],
    ['ended by themselves', 'crashed', { pods: [...SHOP, { ...CHECKOUT, containers: [crashing] }] }],
  ])('are not taken for OOM kills where they sat at their limit and were %s', async (_, verdict, more) => {
    const { happened, told: found } = await told({ node: node('4Gi'), ...more });
    expect(new Set(happened.map(([kind]) => kind))).toEqual(new Set([verdict]));
    expect(found).toEqual(happened);
  });
});

describe.each(['cpuset', 'memory-policy'] as const)(
  'a process outside the pods killed for a %s, while the node has room',
  (confinedBy) => {
    const batch = { at: '3m', do: 'host-process' as const, name: 'batch', memory: { start: '600Mi' } };
    const confined = { at: '12m', do: 'confined-oom' as const, name: 'batch', confinedBy };
    const kill = { at: '12m5s', do: 'kill' as const, pod: 'shop/store', signal: 'SIGKILL' as const };
    const crash = {
      namespace: 'shop',
      name: 'crash',
      containers: [{ name: 'crash', memory: { start: '50Mi', exit: { code: 137, after: '12m' } } }],
    };

    it.each<[string, Partial<ScenarioInput>]>([
      ['alone', { pods: [...SHOP], events: [batch, confined] }],
      [
        'beside a container that was killed by hand in the same seconds',
        { pods: [...SHOP], events: [batch, confined, kill] },
      ],
      ['beside one that ended with 137 in the same seconds', { pods: [...SHOP, crash], events: [batch, confined] }],
      ['amid kills at a container’s own limit', { pods: [...SHOP, CHECKOUT], events: [batch, confined] }],
    ])('is no certain verdict about memory %s', async (_, more) => {
      const { world, incidents } = await reviewScenario({ duration: '25m', ...more });
      expect(world.facts.filter((fact) => fact.kind === 'oom-kill' && fact.scope === 'system').length).toBe(1);
      const right = new Set(truthOf(world).incidents.map(({ verdict }) => verdict));
      const certain = incidents.filter(({ confidence, memory }) => memory && confidence === 'certain');
      expect(certain.map(({ verdict }) => verdict).filter((verdict) => !right.has(verdict))).toEqual([]);
    });

    it('is told by the kernel’s log for what it was', () => {
      const { kernelLog, to } = runWorld(scenario({ duration: '14m', pods: [...SHOP], events: [batch, confined] }), {
        keepLogs: true,
      });
      expect(readLog(kernelLog.join('\n'), { reference: to }).ooms.map(({ scope }) => scope)).toEqual([confinedBy]);
    });
  }
);
