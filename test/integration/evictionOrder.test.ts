import { readFileSync } from 'node:fs';
import path from 'node:path';

import { evictionOrder } from '../../src/domain/ranking/evictionOrder';
import type { NodeRanking } from '../../src/domain/incidents/nodePods';
import { oomOrder } from '../../src/domain/ranking/oomOrder';
import { evaluateBudget, budgetQueries } from '../../src/prometheus/budget';
import { evaluateRanking, evictionOrderQueries } from '../../src/prometheus/evictionOrder';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { loadIdentities } from '../../src/prometheus/identity';
import { loadNamespaces } from '../../src/prometheus/namespaces';
import { DEFAULT_LABELS } from '../../src/prometheus/scope';

import { serverUrl, type TestServer } from './servers';

const COLLECTIONS = ['article', 'kube-prometheus', 'kube-prometheus-stack'] as const;

/** What the article's and the modern kubelet logged, by when: the pods ranked for eviction, `namespace/pod`. */
function loggedRanking(recording: 1 | 2, time: string): readonly string[] {
  const file = path.join(__dirname, `../fixtures/logs/recording-${recording}-kubelet-evictions.log`);
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((one) => one.includes(time) && one.includes('pods ranked for eviction'));
  const list = line?.split(/ranked for eviction(?:: |" pods=)/)[1] ?? '';
  return recording === 1
    ? list.split(', ').map((pod) => pod.replace(/^(.+)_(.+)\(.*$/, '$2/$1'))
    : (JSON.parse(list) as string[]);
}

async function rankingAt(server: TestServer, time: string): Promise<NodeRanking> {
  const port = httpPort({ fetch, url: serverUrl(server) });
  const to = Date.parse(time);
  const range = { from: to - 300_000, to, step: 30_000 };
  const [identity] = await loadIdentities(port, { labels: DEFAULT_LABELS, ...range });
  const scope = {
    ...range,
    identity: identity ?? { node: '' },
    labels: DEFAULT_LABELS,
    scrapeInterval: 30_000,
    measure: 'containers' as const,
    overrides: [],
  };
  const reply = await port({ ...range, queries: evictionOrderQueries(scope) });
  expect(reply.errors).toEqual([]);
  return evaluateRanking(scope, reply);
}

const namesOf = ({ pods }: NodeRanking) => evictionOrder(pods).map(({ pod }) => pod.name);

// The first eviction of Figure 3: the last scrape before it, and what the kubelet then logged.
describe.each([
  { recording: 1, at: '2026-11-21T21:11:50Z', logged: '21:11:52.354790', first: 'alloc-tests/alloc-mem-leak' },
  { recording: 2, at: '2026-11-22T02:45:25Z', logged: '02:45:28.233015', first: 'batch/mem-leak' },
] as const)('before Figure 3 of recording-$recording', ({ recording, at, logged, first }) => {
  const kubelets = loggedRanking(recording, logged);
  const servers: readonly TestServer[] = [
    ...COLLECTIONS.map((name) => `r${recording}-${name}` as const),
    `vm-r${recording}-article`,
  ];

  test('the log is read', () => {
    expect(kubelets.length).toBeGreaterThan(5);
    expect(kubelets[0]).toBe(first);
  });

  test.each(servers)('%s ranks every pod as the kubelet did', async (server) => {
    expect(namesOf(await rankingAt(server, at))).toEqual(kubelets);
  });

  test.each(servers)('%s says that the kernel would have taken the same', async (server) => {
    const { pods, capacity } = await rankingAt(server, at);
    const [next] = oomOrder(pods, capacity);
    expect(next).toMatchObject({ pod: { name: first }, oomScoreAdj: 1000 });
  });
});

test.each(COLLECTIONS)('r1-%s: before Figure 6 as well', async (collection) => {
  const ranked = namesOf(await rankingAt(`r1-${collection}`, '2026-11-21T21:23:40Z'));
  expect(ranked).toEqual(loggedRanking(1, '21:23:48.298453'));
});

test.each(COLLECTIONS)(
  'r2-%s: a critical pod is ranked where the kubelet has it, and passed over',
  async (collection) => {
    const { pods } = await rankingAt(`r2-${collection}`, '2026-11-22T02:45:25Z');
    const ranks = evictionOrder(pods);
    expect(ranks.filter(({ exempt }) => exempt).map(({ pod, exempt }) => [pod.name, exempt])).toEqual([
      ['kube-system/kube-proxy-vrdkd', 'critical'],
    ]);
  }
);

test('the scores follow the QoS class, and where it is Burstable the request of 80 MiB', async () => {
  const { pods, capacity } = await rankingAt('r1-article', '2026-11-21T21:11:50Z');
  const scores = oomOrder(pods, capacity).map(({ container, oomScoreAdj }) => [container.container, oomScoreAdj]);
  expect(Object.fromEntries(scores)).toMatchObject({ 'alloc-mem-leak': 1000, web: 989, db: -997 });
});

describe('the time to the line', () => {
  const nearestAt = async (server: TestServer, time: string, step: number) => {
    const port = httpPort({ fetch, url: serverUrl(server) });
    const to = Date.parse(time);
    const range = { from: to - 3_600_000, to, step };
    const identities = await loadIdentities(port, { labels: DEFAULT_LABELS, ...range });
    const scope = { ...range, identities, labels: DEFAULT_LABELS, scrapeInterval: step, overrides: [] };
    const [row] = evaluateBudget(scope, await port({ ...range, queries: budgetQueries(scope) }));
    return row?.nearest;
  };

  // The kubelet saw the line crossed at 21:11:52; cAdvisor's samples are up to 15 s old, so the estimate is late by as much.
  test.each([
    ['r1-article', 30_000],
    ['r1-kube-prometheus-stack', 10_000],
  ] as const)('%s, 52 s before the eviction of Figure 3: about a minute', async (server, step) => {
    const nearest = await nearestAt(server, '2026-11-21T21:11:00Z', step);
    expect(nearest?.line).toBe('podsEvictionLine');
    const { earliest = 0, expected = 0, latest = 0 } = nearest?.time ?? {};
    expect(earliest).toBeLessThanOrEqual(expected);
    expect(latest).toBeGreaterThanOrEqual(expected);
    expect(expected).toBeGreaterThan(30_000);
    expect(expected).toBeLessThan(90_000);
  });

  test.each([
    ['ten minutes after the leak', 'r1-article', '2026-11-21T21:20:00Z'],
    ['at a stable 127 %', 'r1-article', '2026-11-21T21:55:00Z'],
  ] as const)('%s: none', async (_, server, time) => {
    expect(await nearestAt(server, time, 30_000)).toBeUndefined();
  });
});

test.each([
  ['r1-article', '2026-11-21T21:11:50Z', ['alloc-tests', 'apps', 'monitoring']],
  ['r2-kube-prometheus-stack', '2026-11-22T02:45:25Z', ['batch', 'jobs', 'kube-system', 'logging', 'shop']],
] as const)('%s: its namespaces', async (server, time, names) => {
  const to = Date.parse(time);
  const found = await loadNamespaces(httpPort({ fetch, url: serverUrl(server) }), {
    labels: DEFAULT_LABELS,
    from: to - 300_000,
    to,
  });
  expect(found).toEqual(names);
});
