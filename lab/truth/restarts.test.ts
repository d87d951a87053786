import type { ScenarioInput } from '../simulator/scenario';

import { reviewScenario } from './reviewScenario';
import { CHECKOUT, SHOP } from './shop';

type Event = NonNullable<ScenarioInput['events']>[number];

const told = async (kind: 'article' | 'kube-prometheus-stack', event: Event, duration = '20m') => {
  const { incidents } = await reviewScenario({ duration, pods: [...SHOP], events: [event], collection: { kind } });
  return incidents;
};

describe.each(['article', 'kube-prometheus-stack'] as const)('%s', (kind) => {
  test.each<[string, Event]>([
    ['lost its power', { at: '10m', do: 'power-loss', for: '2m' }],
    ['was rebooted', { at: '10m', do: 'reboot', for: '90s' }],
    ['was shut down in order', { at: '10m', do: 'shutdown', grace: '30s', for: '90s' }],
  ])('a node that %s is one incident, and nothing on it crashed, was stopped or evicted', async (_, event) => {
    const incidents = await told(kind, event);
    expect(incidents.map(({ verdict, memory }) => [verdict, memory])).toEqual([['node-restarted', false]]);
    expect(incidents[0]?.headline).toMatch(/^The node restarted/);
  });

  test('a spot node that is reclaimed goes down as one incident, and is not said to have restarted', async () => {
    const incidents = await told(kind, { at: '10m', do: 'shutdown', grace: '25s', for: '2h' });
    expect(incidents.map(({ verdict }) => verdict)).toEqual(['node-restarted']);
    expect(incidents[0]?.headline).toMatch(/^The node went down/);
  });

  test.each<[string, Event]>([
    ['a restart of the kubelet', { at: '10m', do: 'kubelet-restart', for: '20s' }],
    ['a drain', { at: '10m', do: 'drain' }],
    ['a rolling update', { at: '10m', do: 'rolling-restart', workload: 'shop/storefront' }],
  ])('%s is no memory incident, and at most one planned replacement', async (_, event) => {
    const incidents = await told(kind, event);
    expect(incidents.filter(({ memory }) => memory)).toEqual([]);
    expect(incidents.map(({ verdict }) => verdict).filter((one) => one !== 'replaced')).toEqual([]);
    expect(incidents.length).toBeLessThanOrEqual(1);
  });

  test('old kills that a restarted kubelet’s cAdvisor reads again make no node exhausted of a kill at a container’s limit', async () => {
    const { world, incidents } = await reviewScenario({
      duration: '30m',
      pods: [...SHOP, { ...CHECKOUT, start: '14m' }],
      events: [
        {
          at: '4m',
          do: 'host-process',
          name: 'hog',
          memory: { start: '10Mi', grow: { by: '600Mi', every: '1s' } },
        },
        { at: '16m50s', do: 'kubelet-restart', for: '5s' },
      ],
      collection: { kind },
    });
    expect(world.facts.filter((fact) => fact.kind === 'oom-kill' && fact.scope === 'node').length).toBeGreaterThan(0);
    const later = incidents.filter(({ start }) => start > world.from + 12 * 60_000);
    expect(later.map(({ verdict }) => verdict)).toEqual(['oom1-container-limit']);
  });
});

test('whether memory was why a node went down is told as a question of its own', async () => {
  const { incidents } = await reviewScenario({
    duration: '30m',
    pods: [...SHOP],
    events: [
      { at: '8m', do: 'host-process', name: 'hog', memory: { start: '10Mi', grow: { by: '60Mi', every: '1s' } } },
      { at: '9m45s', do: 'power-loss', for: '3m' },
    ],
  });
  const restart = incidents.find(({ verdict }) => verdict === 'node-restarted');
  expect(restart?.evidence.map(({ text }) => text).join()).toMatch(
    /available memory had fallen from \d+ MiB to \d+ MiB before: memory may have been the reason/
  );
});
