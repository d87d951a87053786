import type { FleetNode } from '../../domain/fleet/fleetNode';
import type { Series } from '../../domain/series';
import { GiB, MiB } from '../../domain/units';
import type { PromReply } from '../ports/port';
import { DEFAULT_LABELS } from '../scope';

import { evaluateFleet } from './evaluateFleet';
import { fleetFindings } from './fleetFindings';
import type { FleetScope } from './fleetScope';

const TO = Date.UTC(2026, 10, 24, 11);
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

const A = { node: 'a' };
const KUBELET = { ...A, instance: '10.0.0.1:10250' };
const EXPORTER = { instance: '10.0.0.1:9100' };
const SIGNAL = { ...KUBELET, eviction_signal: 'memory.available' };
const SEEN = TO / 1000;

const NODES: readonly Series[] = [
  part('nodeInfo', SEEN, { ...A, internal_ip: '10.0.0.1' }),
  part('labels', 1, { ...A, label_agentpool: 'batch', label_topology_kubernetes_io_zone: 'z1' }),
  part('pressure', 0, A),
  part('budgetCapacity', 8 * GiB, A),
  part('budgetAllocatable', 6 * GiB, A),
  part('budgetLimit', 7 * GiB, KUBELET),
  part('budgetNodeOfMeminfo', 4 * GiB, EXPORTER),
];
const PODS = [now(3 * GiB, KUBELET)];
const EVENTS: readonly Series[] = [part('kubeletSince', SEEN - 3600, KUBELET), part('killsMax', 2, EXPORTER)];
const REQUESTS: readonly Series[] = [
  now(5 * GiB, { ...A, __name__: 'kube_pod_container_resource_requests' }),
  now(9 * GiB, { ...A, __name__: 'kube_pod_container_resource_limits' }),
];
const WHOLE = { fleetNodes: NODES, fleetPods: PODS, fleetEvents: EVENTS, fleetRequests: REQUESTS, fleetCurves: [] };

const evaluate = (series: PromReply['series'], scope = SCOPE) => evaluateFleet(scope, { series });
const without = (...parts: readonly string[]) => NODES.filter(({ labels }) => !parts.includes(labels.tidemark ?? ''));

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
  ['no condition', { fleetNodes: without('pressure') }, 'pressure'],
  ['no kubelet', { fleetEvents: [] }, 'evictions'],
  ['no vmstat', { fleetEvents: [part('kubeletSince', SEEN, KUBELET)] }, 'oomKills'],
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
  const [node] = evaluate({ ...WHOLE, fleetEvents: [...EVENTS, ...counters] });
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
  const rules = {
    fleetPods: [now(3 * GiB, A)],
    fleetRequests: [part('requests', 5 * GiB, A), part('limits', 9 * GiB, A)],
  };
  const [node] = evaluate({ ...WHOLE, ...rules }, { ...SCOPE, hasRules: true });
  expect(node).toMatchObject({ podsWorkingSet: 3 * GiB, requests: 5 * GiB, limits: 9 * GiB });
});

it('5,000 nodes are evaluated within a second', () => {
  const names = Array.from({ length: 5000 }, (_, index) => `node-${index}`);
  const fleetNodes = names.flatMap((node) => [part('nodeInfo', SEEN, { node }), part('budgetCapacity', GiB, { node })]);
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
    const { fleetEvents: _, ...series } = WHOLE;
    const errors = [{ refId: 'fleetEvents', message: 'query timed out' }];
    expect(fleetFindings(evaluate(series), reply({ series, errors }))).toEqual([
      {
        severity: 'error',
        code: 'query-failed',
        text: 'The counts of evictions and OOM kills could not be read: query timed out',
      },
    ]);
  });
});
