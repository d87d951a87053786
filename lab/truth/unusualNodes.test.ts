import type { ScenarioInput } from '../simulator/scenario';

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

test.each(['10s', '15s', '60s', '120s'])(
  'scraped every %s a kill at a container’s limit is no other cause',
  async (interval) => {
    const told = await verdicts({ collection: { interval } });
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter(([verdict]) => verdict !== 'oom1-container-limit' && verdict !== 'unknown')).toEqual([]);
  }
);
