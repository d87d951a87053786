import type { NodeMemory } from '../../src/domain/node/nodeMemory';
import { MiB } from '../../src/domain/units';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { loadIdentity } from '../../src/prometheus/identity';
import { evaluateNodeMemory, nodeMemoryQueries } from '../../src/prometheus/nodeMemory';
import { DEFAULT_LABELS, type NodeScope, type PodsMeasure } from '../../src/prometheus/scope';

import { serverUrl, type TestServer } from './servers';

const LAB_NODE = 'lab-node';
const AKS_NODE = 'aks-agentpool-21735204-vmss000003';

/** Figure 3 of each recording, and recording-1's Figure 6. */
const R1_F3 = { node: LAB_NODE, from: '2026-11-21T21:08:00Z', to: '2026-11-21T21:20:00Z' };
const R1_F6 = { node: LAB_NODE, from: '2026-11-21T21:18:30Z', to: '2026-11-21T21:23:30Z' };
const R2_F3 = { node: AKS_NODE, from: '2026-11-22T02:40:00Z', to: '2026-11-22T02:49:30Z' };

const R1_SERVERS = ['r1-article', 'r1-kube-prometheus', 'r1-kube-prometheus-stack', 'vm-r1-article'] as const;
const R2_SERVERS = ['r2-article', 'r2-kube-prometheus', 'r2-kube-prometheus-stack', 'vm-r2-article'] as const;
const WITH_LIMIT = ['r1-article', 'vm-r1-article', 'r2-article', 'vm-r2-article'] as const;
const WITHOUT_LIMIT = [
  'r1-kube-prometheus',
  'r1-kube-prometheus-stack',
  'r2-kube-prometheus',
  'r2-kube-prometheus-stack',
] as const;

interface Incident {
  readonly node: string;
  readonly from: string;
  readonly to: string;
}

async function load(server: TestServer, incident: Incident, measure: PodsMeasure = 'containers'): Promise<NodeMemory> {
  const port = httpPort({ fetch, url: serverUrl(server) });
  const range = { from: Date.parse(incident.from), to: Date.parse(incident.to), step: 30_000 };
  const identity = await loadIdentity(port, { labels: DEFAULT_LABELS, node: incident.node, ...range });
  const scope: NodeScope = {
    ...range,
    identity,
    measure,
    labels: DEFAULT_LABELS,
    scrapeInterval: server.endsWith('stack') ? 10_000 : 30_000,
    overrides: [],
  };
  const reply = await port({ ...range, queries: nodeMemoryQueries(scope) });
  expect(reply.errors).toEqual([]);
  return evaluateNodeMemory(scope, reply);
}

const figure3Of = (server: TestServer) => (server.includes('r1') ? R1_F3 : R2_F3);
const known = (values: ReadonlyArray<number | null> = []) => values.filter((value) => value !== null);
const valueAt = ({ times }: NodeMemory, values: ReadonlyArray<number | null> = [], time: string) =>
  values[times.indexOf(Date.parse(time))];

describe('the lines are exact to the byte', () => {
  test.each([...R1_SERVERS, ...R2_SERVERS])('%s: capacity and allocatable', async (server) => {
    const { current } = await load(server, figure3Of(server));
    const [capacity, allocatable] = server.includes('r1')
      ? [7120616 * 1024, 4675304 * 1024]
      : [7119920 * 1024, 4674608 * 1024];
    expect(current.capacity).toMatchObject({ value: capacity, provenance: 'reported' });
    expect(current.allocatable).toMatchObject({ value: allocatable, provenance: 'reported' });
  });

  test.each(WITH_LIMIT)('%s: the kubepods limit, and by it the eviction threshold', async (server) => {
    const { current, findings } = await load(server, figure3Of(server));
    const limit = server.includes('r1') ? 5573943296 : 5573230592;
    expect(current.kubepodsLimit).toMatchObject({ value: limit, provenance: 'measured' });
    expect(current.evictionHard).toMatchObject({ value: 750 * MiB, provenance: 'computed' });
    expect(current.reserved).toMatchObject({ value: 1638 * MiB });
    expect(current.podsEvictionLine?.value).toBe(current.allocatable?.value);
    expect(findings).toEqual([]);
  });

  test.each(WITHOUT_LIMIT)('%s: no limit is drawn, and it says which series is missing', async (server) => {
    const { current, lines, findings } = await load(server, figure3Of(server));
    expect([current.kubepodsLimit, current.evictionHard, lines.kubepodsLimit]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'missing-kubepods-limit',
        text: expect.stringContaining('container_spec_memory_limit_bytes'),
      })
    );
  });
});

describe('Figure 3 of recording-1: alloc-mem-leak is evicted at 21:11:52.8', () => {
  test('the pods’ curve drops within one scrape, the ghost holds the rest for five minutes', async () => {
    const memory = await load('r1-article', R1_F3);
    const pods = (time: string) => valueAt(memory, memory.podsWorkingSet?.values, time) ?? NaN;
    const ghost = (time: string) => valueAt(memory, memory.podsGhost?.values, time);
    expect(pods('2026-11-21T21:12:00Z')).toBeGreaterThan(4500 * MiB);
    expect(pods('2026-11-21T21:12:30Z')).toBeLessThan(300 * MiB);
    expect(ghost('2026-11-21T21:12:00Z')).toBeNull();
    for (const time of ['2026-11-21T21:12:30Z', '2026-11-21T21:16:30Z']) {
      // The other pods' own memory moves by some KiB.
      expect(Math.abs((ghost(time) ?? NaN) - pods('2026-11-21T21:12:00Z'))).toBeLessThan(MiB);
    }
    expect(ghost('2026-11-21T21:17:30Z')).toBeNull();
  });

  test.each(['r1-kube-prometheus', 'r1-kube-prometheus-stack', 'vm-r1-article'] as const)(
    '%s has no ghost, and drops as soon',
    async (server) => {
      const memory = await load(server, R1_F3);
      expect(memory.podsGhost).toBeUndefined();
      const pods = (time: string) => valueAt(memory, memory.podsWorkingSet?.values, time) ?? NaN;
      expect(pods('2026-11-21T21:11:30Z')).toBeGreaterThan(3600 * MiB);
      expect(pods('2026-11-21T21:12:30Z')).toBeLessThan(300 * MiB);
    }
  );

  test.each(R1_SERVERS)('%s: containers are counted once, though two endpoints may report them', async (server) => {
    const containers = (await load(server, R1_F3)).podsWorkingSet?.values ?? [];
    const pods = (await load(server, R1_F3, 'pods')).podsWorkingSet?.values ?? [];
    // At rest a pod's cgroup holds its containers and a pause container of less than a MiB.
    const [last, lastOfPods] = [known(containers).at(-1) ?? NaN, known(pods).at(-1) ?? NaN];
    expect(lastOfPods).toBeGreaterThan(last);
    expect(lastOfPods - last).toBeLessThan(6 * MiB);
  });

  test('the kubepods cgroup holds the pods and nothing else', async () => {
    const pods = await load('r1-article', R1_F3, 'pods');
    const kubepods = await load('r1-article', R1_F3, 'kubepods');
    const difference =
      (known(kubepods.podsWorkingSet?.values).at(-1) ?? NaN) - (known(pods.podsWorkingSet?.values).at(-1) ?? NaN);
    expect(Math.abs(difference)).toBeLessThan(MiB);
    expect(kubepods.podsWorkingSet?.source).toBe('kubepods cgroup');
  });

  test('where the kubepods cgroup is dropped, the pods’ cgroups stand in and it says so', async () => {
    const memory = await load('r1-kube-prometheus-stack', R1_F3, 'kubepods');
    expect(memory.podsWorkingSet?.source).toBe('sum over pod cgroups, with pause');
    expect(memory.findings.map(({ code }) => code)).toContain('pods-measure-replaced');
  });
});

describe('Figure 3 of recording-2: mem-leak is evicted at 02:45:28', () => {
  test.each(R2_SERVERS)('%s: the pods’ curve drops, and no sum of half the pods is drawn', async (server) => {
    const memory = await load(server, R2_F3);
    const pods = (time: string) => valueAt(memory, memory.podsWorkingSet?.values, time);
    expect(pods('2026-11-22T02:45:30Z')).toBeGreaterThan(4400 * MiB);
    const later = known(memory.podsWorkingSet?.values.slice(memory.times.indexOf(Date.parse('2026-11-22T02:47:30Z'))));
    expect(later.length).toBeGreaterThan(2);
    expect(Math.max(...later) - Math.min(...later)).toBeLessThan(10 * MiB);
  });
});

describe('Figure 6 of recording-1: the node fills up while the pods stay', () => {
  test.each(R1_SERVERS)('%s', async (server) => {
    const memory = await load(server, R1_F6);
    const pods = known(memory.podsWorkingSet?.values);
    const available = known(memory.nodeAvailable?.values);
    expect(Math.max(...pods) - Math.min(...pods)).toBeLessThan(20 * MiB);
    expect(available[0]).toBeGreaterThan(5000 * MiB);
    expect(available.at(-1)).toBeLessThan(1500 * MiB);
  });
});

test.each(['r1-kube-prometheus-stack', 'r2-kube-prometheus-stack'] as const)(
  '%s: the node’s curve is computed from node_exporter, also where only its address tells the node',
  async (server) => {
    const memory = await load(server, figure3Of(server));
    expect(memory.nodeWorkingSet?.provenance).toBe('computed');
    expect(known(memory.nodeWorkingSet?.values).length).toBeGreaterThan(memory.times.length / 2);
    expect(memory.findings.map(({ code }) => code)).toContain('node-working-set-computed');
  }
);

test('the computed node curve agrees with the root cgroup while memory is steady', async () => {
  const rest = { node: LAB_NODE, from: '2026-11-21T21:15:00Z', to: '2026-11-21T21:17:00Z' };
  const measured = known((await load('r1-article', rest)).nodeWorkingSet?.values);
  const computed = known((await load('r1-kube-prometheus-stack', rest)).nodeWorkingSet?.values);
  expect(Math.abs((measured.at(-1) ?? NaN) - (computed.at(-1) ?? NaN))).toBeLessThan(4 * MiB);
});
