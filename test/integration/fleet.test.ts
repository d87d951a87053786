import type { FleetNode } from '../../src/domain/fleet/fleetNode';
import { riskOf } from '../../src/domain/fleet/risk';
import { fleetFindings } from '../../src/prometheus/fleet/fleetFindings';
import { loadFleetSize } from '../../src/prometheus/fleet/fleetSize';
import { loadFleet } from '../../src/prometheus/fleet/loadFleet';
import { budgetQueries, evaluateBudget } from '../../src/prometheus/budget';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { DEFAULT_LABELS } from '../../src/prometheus/scope';

import { serverUrl, type TestServer } from './servers';

type Range = readonly [from: string, to: string];

const R1 = ['r1-article', 'r1-kube-prometheus', 'r1-kube-prometheus-stack', 'vm-r1-article'] as const;
const R2 = ['r2-article', 'r2-kube-prometheus', 'r2-kube-prometheus-stack', 'vm-r2-article'] as const;
const CLUSTERS = { 'r2-kube-prometheus-stack': 'shop-prod-westeurope' } as const;

const scopeOf = ([from, to]: Range, cluster?: string) => ({
  labels: DEFAULT_LABELS,
  from: Date.parse(from),
  to: Date.parse(to),
  scrapeInterval: 30_000,
  overrides: [],
  ...(cluster && { cluster }),
});

async function fleetOf(server: TestServer, range: Range, cluster?: string) {
  const port = httpPort({ fetch, url: serverUrl(server) });
  const asked = scopeOf(range, cluster);
  const scope = { ...asked, ...(await loadFleetSize(port, asked)) };
  const { nodes, reply } = await loadFleet(port, scope);
  expect(reply.errors).toEqual([]);
  return { nodes, findings: fleetFindings(nodes, reply) };
}

async function onlyNode(server: TestServer, range: Range): Promise<FleetNode> {
  const { nodes } = await fleetOf(server, range);
  expect(nodes).toHaveLength(1);
  return nodes[0]!;
}

/** Figure 3 to the moment after its eviction; `kubectl top node` stood at 127 % from 21:49 to 21:59. */
const FIGURE_3: Range = ['2026-11-21T21:05:00Z', '2026-11-21T21:19:00Z'];
const LEAKING: Range = ['2026-11-21T21:05:00Z', '2026-11-21T21:11:20Z'];
const TOP: Range = ['2026-11-21T21:40:00Z', '2026-11-21T21:55:00Z'];

describe.each(R1)('%s', (server) => {
  it('counts the one eviction of Figure 3, although its counter is born with it', async () => {
    const { evictions } = await onlyNode(server, FIGURE_3);
    expect(evictions).toEqual({ count: 1, atLeast: false });
  });

  it('counts the evictions of the whole recording', async () => {
    const { evictions } = await onlyNode(server, ['2026-11-21T21:03:00Z', '2026-11-21T22:26:00Z']);
    expect(evictions?.count).toBe(5);
  });

  it('counts none before', async () => {
    const { evictions, oomKills } = await onlyNode(server, ['2026-11-21T21:05:00Z', '2026-11-21T21:10:00Z']);
    expect([evictions?.count, oomKills?.count]).toEqual([0, 0]);
  });

  it('puts the node first while its pods are about to reach their line', async () => {
    expect(riskOf(await onlyNode(server, LEAKING))).toBe('soon');
  });

  it('prints what kubectl top node printed, which is close to eviction-hard and evicts nothing', async () => {
    const node = await onlyNode(server, TOP);
    expect(node.topPercent).toBe(127);
    expect(riskOf(node)).toBe('close');
  });

  it('reads like the budget of that node', async () => {
    const port = httpPort({ fetch, url: serverUrl(server) });
    const node = await onlyNode(server, TOP);
    const scope = { ...scopeOf(TOP), step: 30_000, identities: [node.identity] };
    const [row] = evaluateBudget(scope, await port({ ...scope, queries: budgetQueries(scope) }));
    expect(node).toMatchObject({
      lines: row?.lines,
      podsWorkingSet: row?.podsWorkingSet,
      nodeAvailable: row?.nodeAvailable,
      requests: row?.requests,
    });
    expect(node.podsCurve?.values.at(-1)).toBe(node.podsWorkingSet);
  });
});

describe.each(R2)('%s', (server) => {
  it('counts the evictions that never showed in a pod’s status', async () => {
    const { evictions } = await onlyNode(server, ['2026-11-22T02:18:00Z', '2026-11-22T03:16:00Z']);
    expect(evictions?.count).toBe(4);
  });

  it('counts an eviction between the last look before the range and the first within', async () => {
    const { evictions } = await onlyNode(server, ['2026-11-22T02:56:40Z', '2026-11-22T02:58:30Z']);
    expect(evictions).toEqual({ count: 1, atLeast: false });
  });

  it('counts what the kernel killed, on a node that node_exporter knows by its address only', async () => {
    const { oomKills, pressure } = await onlyNode(server, ['2026-11-22T02:18:00Z', '2026-11-22T02:36:00Z']);
    expect(oomKills?.count).toBeGreaterThan(0);
    expect(pressure).toBe(false);
  });
});

it('one cluster of several is asked for by its label', async () => {
  const [server] = Object.keys(CLUSTERS) as Array<keyof typeof CLUSTERS>;
  const range: Range = ['2026-11-22T02:20:00Z', '2026-11-22T02:49:30Z'];
  const { nodes } = await fleetOf(server!, range, CLUSTERS[server!]);
  expect(nodes.map(({ identity: { cluster } }) => cluster)).toEqual([CLUSTERS[server!]]);
  expect(nodes[0]?.nodeAvailable).toBeGreaterThan(0);
  expect((await fleetOf(server!, range, 'no-such-cluster')).nodes).toEqual([]);
});

it('a node that is gone at the end is kept, with nothing said of where it stands', async () => {
  const { nodes } = await fleetOf('r1-article', ['2026-11-21T22:00:00Z', '2026-11-21T23:30:00Z']);
  const [node] = nodes;
  expect(node && riskOf(node)).toBe('gone');
  expect(new Date(node?.goneSince ?? 0).toISOString()).toMatch(/^2026-11-21T22:2/);
  expect(node?.podsWorkingSet).toBeUndefined();
});

it('before anything was recorded there is no node', async () => {
  expect((await fleetOf('r1-article', ['2026-11-20T00:00:00Z', '2026-11-20T01:00:00Z'])).nodes).toEqual([]);
});

it('one node is a small fleet, and without recording rules none are found', async () => {
  const port = httpPort({ fetch, url: serverUrl('r1-article') });
  expect(await loadFleetSize(port, scopeOf(TOP))).toEqual({ hasRules: false, isSmall: true });
});
