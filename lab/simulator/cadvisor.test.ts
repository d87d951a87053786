import { scenario, type ScenarioInput } from './scenario';
import { runWorld } from './world';

const LEAK = { by: '700Mi', every: '1s' } as const;
/** A global OOM, then a restart of the kubelet. */
const EXHAUSTED_THEN_RESTART: ScenarioInput = {
  duration: '14m',
  node: { evictionHard: 'memory.available<100Mi' },
  pods: [{ namespace: 'shop', name: 'web', containers: [{ name: 'web', request: '50Mi', memory: { start: '60Mi' } }] }],
  events: [
    { at: '4m', do: 'host-process', name: 'backup', memory: { start: '10Mi', grow: LEAK } },
    { at: '9m', do: 'kubelet-restart', for: '4s' },
  ],
};

const series = (input: ScenarioInput, name: string, id?: string) =>
  (runWorld(scenario(input)).store.byName.get(name) ?? []).filter(({ labels }) => !id || labels['id'] === id);

describe('cAdvisor', () => {
  it('stamps its samples 10 to 15 s apart, whatever the scrape', () => {
    const [root] = series(
      { ...EXHAUSTED_THEN_RESTART, events: [], collection: { interval: '10s' } },
      'container_memory_working_set_bytes',
      '/'
    );
    const gaps = (root?.times ?? []).slice(2).map((time, i) => time - (root?.times[i + 1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(9000);
    expect(Math.max(...gaps)).toBeLessThan(32_000);
  });

  it('counts a global kill at the root cgroup, and again from the kernel’s log after the kubelet restarted', () => {
    const [root] = series(
      { ...EXHAUSTED_THEN_RESTART, collection: { interval: '10s' } },
      'container_oom_events_total',
      '/'
    );
    const values = root?.values ?? [];
    const most = Math.max(...values);
    expect(most).toBeGreaterThan(0);
    // Begins anew, and is back at what the ring buffer holds.
    const zeroAgain = values.lastIndexOf(0);
    expect(values.slice(0, zeroAgain)).toContain(most);
    expect(values[values.length - 1]).toBe(most);
  });

  it('has no such counter before 1.24, and no pressure before 1.34', () => {
    expect(
      series({ ...EXHAUSTED_THEN_RESTART, node: { kubernetes: '1.20', cgroup: 'v1' } }, 'container_oom_events_total')
    ).toEqual([]);
    expect(
      series(
        { ...EXHAUSTED_THEN_RESTART, node: { kubernetes: '1.30' } },
        'container_pressure_memory_waiting_seconds_total'
      )
    ).toEqual([]);
  });

  it('names the pod’s own cgroup without a container, the pause container without a name of its own', () => {
    const labels = series(EXHAUSTED_THEN_RESTART, 'container_memory_rss').map(({ labels: found }) => found);
    const ofPod = labels.filter(({ pod }) => pod === 'web');
    expect(ofPod.map(({ container, name }) => [container ?? '', Boolean(name)])).toEqual(
      expect.arrayContaining([
        ['', false],
        ['', true],
        ['web', true],
      ])
    );
  });

  it('shows limits and start times with the time of the scrape, 0 where no limit is set', () => {
    const [limit] = series(EXHAUSTED_THEN_RESTART, 'container_spec_memory_limit_bytes', '/kubepods.slice');
    expect(limit?.values[0]).toBe((7119920 - 1638 * 1024) * 1024);
    const [qos] = series(
      EXHAUSTED_THEN_RESTART,
      'container_spec_memory_limit_bytes',
      '/kubepods.slice/kubepods-burstable.slice'
    );
    expect(qos?.values[0]).toBe(0);
  });

  test.each([
    ['the root cgroup of v2 has no peak', 'v2', 0],
    ['that of v1 has one', 'v1', 1],
  ] as const)('%s', (_, cgroup, sign) => {
    const [root] = series({ ...EXHAUSTED_THEN_RESTART, node: { cgroup } }, 'container_memory_max_usage_bytes', '/');
    expect(Math.sign(root?.values[0] ?? -1)).toBe(sign);
  });
});

describe('the three collections', () => {
  const names = (kind: 'article' | 'kube-prometheus' | 'kube-prometheus-stack') => {
    const { store } = runWorld(scenario({ ...EXHAUSTED_THEN_RESTART, duration: '4m', collection: { kind } }));
    return {
      has: (name: string, id?: string) =>
        (store.byName.get(name) ?? []).some(({ labels }) => !id || labels['id'] === id),
      store,
    };
  };

  it('article keeps everything', () => {
    const { has } = names('article');
    expect([has('container_spec_memory_limit_bytes', '/kubepods.slice'), has('node_memory_working_set_bytes')]).toEqual(
      [true, true]
    );
  });

  it('kube-prometheus drops limits above the pods', () => {
    const { has } = names('kube-prometheus');
    expect(has('container_spec_memory_limit_bytes', '/kubepods.slice')).toBe(false);
    expect(has('container_memory_working_set_bytes', '/')).toBe(true);
  });

  it('kube-prometheus-stack drops every cgroup without a pod and all limits, keeps machine_memory_bytes, and names its cluster', () => {
    const { has, store } = names('kube-prometheus-stack');
    expect([
      has('container_memory_working_set_bytes', '/'),
      has('container_spec_memory_limit_bytes'),
      has('machine_memory_bytes'),
    ]).toEqual([false, false, true]);
    expect(store.all().every(({ labels }) => labels['cluster'] === 'shop-prod-westeurope')).toBe(true);
  });
});
