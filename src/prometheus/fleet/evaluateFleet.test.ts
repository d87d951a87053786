import type { FleetNode } from '../../domain/fleet/fleetNode';
import type { Series } from '../../domain/series';
import { GiB, MiB } from '../../domain/units';
import type { PromReply } from '../ports/port';
import { DEFAULT_LABELS } from '../scope';

import { evaluateFleet } from './evaluateFleet';
import { fleetFindings } from './fleetFindings';
import type { FleetScope } from './fleetScope';

const TO = Date.UTC(2026, 10, 24, 11);
const MINUTE = 60_000;
const SCOPE: FleetScope = {
  labels: DEFAULT_LABELS,
  from: TO - 3_600_000,
  to: TO,
  scrapeInterval: 30_000,
  overrides: [],
  hasRules: false,
  isSmall: false,
};

const now = (value: number, labels: Record<string, string>): Series => ({ labels, times: [TO], values: [value] });
const part = (tidemark: string, value: number, labels: Record<string, string>) => now(value, { tidemark, ...labels });
const bare = (metric: string, value: number, labels: Record<string, string>) =>
  now(value, { __name__: metric, ...labels });

const A = { node: 'a' };
const KUBELET = { ...A, instance: '10.0.0.1:10250' };
const EXPORTER = { instance: '10.0.0.1:9100' };
const SIGNAL = { ...KUBELET, eviction_signal: 'memory.available' };
const SEEN = TO / 1000;

const NODES: readonly Series[] = [
  part('nodeInfo', SEEN, { ...A, internal_ip: '10.0.0.1' }),
  part('labels', 1, { ...A, label_agentpool: 'batch', label_topology_kubernetes_io_zone: 'z1' }),
  part('budgetNodeOfMeminfo', 4 * GiB, EXPORTER),
  bare('kube_node_status_condition', 0, { ...A, condition: 'MemoryPressure', status: 'true' }),
  bare('kube_node_status_capacity', 8 * GiB, { ...A, resource: 'memory' }),
  bare('kube_node_status_allocatable', 6 * GiB, { ...A, resource: 'memory' }),
  bare('container_spec_memory_limit_bytes', 7 * GiB, { ...KUBELET, id: '/kubepods' }),
  bare('node_vmstat_oom_kill', 2, EXPORTER),
];
const PODS = [now(3 * GiB, KUBELET)];
/** In steps of a minute; the last of them lies before the end. */
const inSteps = (metric: string, labels: Record<string, string>, ...values: readonly number[]): Series => ({
  labels: { __name__: metric, ...labels },
  times: values.map((_, index) => TO - 3_600_000 + index * MINUTE),
  values: [...values],
});
const COUNTS: readonly Series[] = [
  inSteps('kubelet_running_pods', KUBELET, 9, 9),
  inSteps('node_vmstat_oom_kill', EXPORTER, 2, 2),
];
const REQUESTS: readonly Series[] = [
  bare('kube_pod_container_resource_requests', 5 * GiB, A),
  bare('kube_pod_container_resource_limits', 9 * GiB, A),
];
const WHOLE = { fleetNodes: NODES, fleetPods: PODS, fleetCounts: COUNTS, fleetRequests: REQUESTS, fleetCurves: [] };

const evaluate = (series: PromReply['series'], scope = SCOPE) => evaluateFleet(scope, { series });
const without = (...names: readonly string[]) =>
  NODES.filter(({ labels }) => !names.includes(labels.tidemark ?? labels.__name__ ?? ''));
const countsWithout = (metric: string) => COUNTS.filter(({ labels }) => labels.__name__ !== metric);

it('reads a node’s lines, use, requests and labels, node_exporter by its address', () => {
  expect(evaluate(WHOLE)).toMatchObject([
    {
      identity: { node: 'a', internalIp: '10.0.0.1' },
      pool: 'batch',
      zone: 'z1',
      pressure: false,
      podsWorkingSet: 3 * GiB,
      nodeAvailable: 4 * GiB,
      topPercent: 66,
      requests: 5 * GiB,
      limits: 9 * GiB,
      evictions: { count: 0, atLeast: false },
      oomKills: { count: 0, atLeast: false },
    },
  ]);
});

it.each<[string, Partial<PromReply['series']>, keyof FleetNode]>([
  ['no cAdvisor', { fleetPods: [] }, 'podsWorkingSet'],
  ['a failed query for the pods', { fleetPods: undefined }, 'podsWorkingSet'],
  ['no node_exporter and no root cgroup', { fleetNodes: without('budgetNodeOfMeminfo') }, 'nodeAvailable'],
  ['no condition', { fleetNodes: without('kube_node_status_condition') }, 'pressure'],
  ['no kubelet', { fleetCounts: countsWithout('kubelet_running_pods') }, 'evictions'],
  [
    'no vmstat',
    { fleetNodes: without('node_vmstat_oom_kill'), fleetCounts: countsWithout('node_vmstat_oom_kill') },
    'oomKills',
  ],
  ['no requests', { fleetRequests: [] }, 'requests'],
  ['no labels of nodes', { fleetNodes: without('labels') }, 'pool'],
])('%s: absent, not zero', (_, series, name) => {
  const [node] = evaluate({ ...WHOLE, ...series } as PromReply['series']);
  expect(node?.identity.node).toBe('a');
  expect(node?.[name]).toBeUndefined();
});

it.each<[string, readonly Series[], FleetNode['evictions']]>([
  [
    'born after its kubelet was seen, at 1',
    [part('evictionsMax', 1, SIGNAL), part('evictionsMin', 1, SIGNAL), part('evictionsSince', SEEN - 60, SIGNAL)],
    { count: 1, atLeast: false },
  ],
  [
    'there from the beginning, at 1',
    [part('evictionsMax', 1, SIGNAL), part('evictionsMin', 1, SIGNAL), part('evictionsSince', SEEN - 3600, SIGNAL)],
    { count: 0, atLeast: false },
  ],
  [
    'two signals, one of which rose',
    [
      part('evictionsMax', 4, SIGNAL),
      part('evictionsMin', 3, SIGNAL),
      part('evictionsSince', SEEN - 3600, SIGNAL),
      part('evictionsMax', 2, { ...SIGNAL, eviction_signal: 'allocatableMemory.available' }),
      part('evictionsMin', 2, { ...SIGNAL, eviction_signal: 'allocatableMemory.available' }),
      part('evictionsSince', SEEN - 3600, { ...SIGNAL, eviction_signal: 'allocatableMemory.available' }),
    ],
    { count: 1, atLeast: false },
  ],
  [
    'begun anew by a restart of the kubelet',
    [
      part('evictionsMax', 3, SIGNAL),
      part('evictionsMin', 1, SIGNAL),
      part('evictionsLast', 1, SIGNAL),
      part('evictionsResets', 1, SIGNAL),
      part('evictionsSince', SEEN - 3600, SIGNAL),
    ],
    { count: 2, atLeast: true },
  ],
])('a count of evictions %s', (_, counters, evictions) => {
  const [node] = evaluate({ ...WHOLE, fleetNodes: [...NODES, ...counters] });
  expect(node?.evictions).toEqual(evictions);
});

it('a node that two targets report is one node, by the greater', () => {
  const twice = [now(3 * GiB, KUBELET), now(2 * GiB, { ...A, instance: 'a' })];
  const [node, ...others] = evaluate({ ...WHOLE, fleetPods: twice });
  expect(others).toEqual([]);
  expect(node?.podsWorkingSet).toBe(3 * GiB);
});

it('nodes of one name in two clusters are two, and so are their addresses', () => {
  const other = { cluster: 'b' };
  const nodes = [...NODES, part('nodeInfo', SEEN, { ...A, ...other, internal_ip: '10.0.0.1' })];
  const rows = evaluate({ ...WHOLE, fleetNodes: nodes });
  expect(rows.map(({ identity: { cluster }, nodeWorkingSet }) => [cluster, nodeWorkingSet])).toEqual([
    [undefined, 4 * GiB],
    ['b', undefined],
  ]);
});

it('a node of which nothing is left but that it was there is gone', () => {
  const [node] = evaluate({ ...WHOLE, fleetPods: [], fleetNodes: [part('nodeInfo', SEEN - 1800, A)] });
  expect(node?.goneSince).toBe(TO - 1_800_000);
});

it('a climb towards the line is seen, and ends on the exact value of now', () => {
  const times = Array.from({ length: 16 }, (_, index) => TO - (15 - index) * 120_000);
  const climbing = times.map((_, index) => 3 * GiB + index * 100 * MiB);
  const curve = { labels: { tidemark: 'pods', ...KUBELET }, times, values: climbing };
  const [node] = evaluate({ ...WHOLE, fleetPods: [now(3 * GiB + 1490 * MiB, KUBELET)], fleetCurves: [curve] });
  expect(node?.podsCurve?.values.at(-1)).toBe(3 * GiB + 1490 * MiB);
  expect(node?.nearest).toMatchObject({ line: 'podsEvictionLine' });
});

it('by recording rules reads the same', () => {
  const fleetNow = [
    bare('node:memory_working_set_bytes:max', 4 * GiB, A),
    bare('node:pods_memory_working_set_bytes:sum', 3 * GiB, A),
    bare('node:pods_memory_requests_bytes:sum', 5 * GiB, A),
    bare('node:pods_memory_limits_bytes:sum', 9 * GiB, A),
  ];
  const fleetCurves = [inSteps('node:pods_memory_working_set_bytes:sum', A, 2 * GiB)];
  const { fleetPods: _, fleetRequests: __, ...others } = WHOLE;
  const fleetNodes = without('budgetNodeOfMeminfo');
  const [node] = evaluate({ ...others, fleetNodes, fleetNow, fleetCurves }, { ...SCOPE, hasRules: true });
  expect(node).toMatchObject({
    ...{ nodeWorkingSet: 4 * GiB, podsWorkingSet: 3 * GiB, requests: 5 * GiB, limits: 9 * GiB },
    podsCurve: { values: [2 * GiB, 3 * GiB] },
  });
});

it.each<[string, readonly number[], number, FleetNode['oomKills']]>([
  ['stood still', [2, 2, 2], 2, { count: 0, atLeast: false }],
  ['rose between two steps', [2, 3, 3], 3, { count: 1, atLeast: false }],
  ['rose after the last step', [2, 2, 2], 4, { count: 2, atLeast: false }],
  ['began anew with a boot', [5, 6, 0], 1, { count: 2, atLeast: true }],
  ['began anew after the last step', [5, 6, 6], 0, { count: 1, atLeast: true }],
])('a kernel’s count of kills that %s', (_, steps, last, oomKills) => {
  const fleetCounts = [...countsWithout('node_vmstat_oom_kill'), inSteps('node_vmstat_oom_kill', EXPORTER, ...steps)];
  const fleetNodes = [...without('node_vmstat_oom_kill'), bare('node_vmstat_oom_kill', last, EXPORTER)];
  expect(evaluate({ ...WHOLE, fleetCounts, fleetNodes })[0]?.oomKills).toEqual(oomKills);
});

it('an exporter that was replaced goes on counting under other labels', () => {
  const [before, after] = ['exporter-a', 'exporter-b'].map((pod, index) => ({
    ...inSteps('node_vmstat_oom_kill', { ...EXPORTER, pod }, index === 0 ? 2 : 3),
    times: [TO - 3_600_000 + index * MINUTE],
  }));
  const fleetCounts = [...countsWithout('node_vmstat_oom_kill'), before!, after!];
  const fleetNodes = [...without('node_vmstat_oom_kill'), bare('node_vmstat_oom_kill', 3, EXPORTER)];
  expect(evaluate({ ...WHOLE, fleetCounts, fleetNodes })[0]?.oomKills).toEqual({ count: 1, atLeast: false });
});

const capacityOf = (node: string) => bare('kube_node_status_capacity', GiB, { node, resource: 'memory' });

it('5,000 nodes are evaluated within a second', () => {
  const names = Array.from({ length: 5000 }, (_, index) => `node-${index}`);
  const fleetNodes = names.flatMap((node) => [part('nodeInfo', SEEN, { node }), capacityOf(node)]);
  const fleetPods = names.map((node) => now(MiB, { node }));
  const start = performance.now();
  expect(evaluate({ ...WHOLE, fleetNodes, fleetPods })).toHaveLength(5000);
  expect(performance.now() - start).toBeLessThan(1000 * SLOW_MACHINE);
});

/** The tests of several people share this machine's cores. */
const SLOW_MACHINE = 4;

describe('findings', () => {
  const reply = (parts: Partial<PromReply>): PromReply => ({ series: WHOLE, errors: [], warnings: [], ...parts });

  it('are none where all is there', () => {
    expect(fleetFindings(evaluate(WHOLE), reply({}))).toEqual([]);
  });

  it('say of how many nodes something is unknown, and what brings it back', () => {
    const [node] = evaluate(WHOLE);
    const nodes = [node!, { ...node!, oomKills: undefined }];
    expect(fleetFindings(nodes, reply({}))).toMatchObject([
      {
        code: 'fleet-missing-oom-kills',
        text: 'How many processes the kernel killed on 1 of 2 nodes is unknown: the series are not there.',
        remedy: expect.stringContaining('node_exporter'),
      },
    ]);
  });

  it('call a failed query failed, not a missing series', () => {
    const { fleetCounts: _, ...whole } = WHOLE;
    const series = { ...whole, fleetNodes: without('node_vmstat_oom_kill') };
    const errors = [{ refId: 'fleetCounts', message: 'query timed out' }];
    expect(fleetFindings(evaluate(series), reply({ series, errors }))).toEqual([
      {
        severity: 'error',
        code: 'query-failed',
        text: 'The counts of evictions and OOM kills could not be read: query timed out',
      },
    ]);
  });
});
