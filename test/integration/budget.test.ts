import { evaluateBudget, budgetQueries, type BudgetRow } from '../../src/prometheus/budget';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { loadClusters, loadIdentities } from '../../src/prometheus/identity';
import { DEFAULT_LABELS } from '../../src/prometheus/scope';
import { evaluateSetup } from '../../src/prometheus/signals/evaluateSetup';
import { evaluateSignals } from '../../src/prometheus/signals/evaluateSignals';
import { signalsQueries } from '../../src/prometheus/signals/signalsQueries';

import { serverUrl, type TestServer } from './servers';

/** `kubectl top node` stood at 127 % from 21:49 to 21:59 of recording-1. */
const T = { from: Date.parse('2026-11-21T21:45:00Z'), to: Date.parse('2026-11-21T21:55:00Z'), step: 30_000 };
const R2 = { from: Date.parse('2026-11-22T02:20:00Z'), to: Date.parse('2026-11-22T02:49:30Z'), step: 30_000 };

async function budgetOf(server: TestServer, range = T, more: readonly string[] = []): Promise<readonly BudgetRow[]> {
  const port = httpPort({ fetch, url: serverUrl(server) });
  const identities = await loadIdentities(port, { labels: DEFAULT_LABELS, ...range });
  const scope = {
    ...range,
    identities: [...identities, ...more.map((node) => ({ node }))],
    labels: DEFAULT_LABELS,
    scrapeInterval: 30_000,
    overrides: [],
  };
  const reply = await port({ ...range, queries: budgetQueries(scope) });
  expect(reply.errors).toEqual([]);
  return evaluateBudget(scope, reply);
}

test.each(['r1-article', 'r1-kube-prometheus', 'r1-kube-prometheus-stack', 'vm-r1-article'] as const)(
  '%s: the percentage is what kubectl top node printed',
  async (server) => {
    const [row] = await budgetOf(server);
    expect(row).toMatchObject({ identity: { node: 'lab-node' }, topPercent: 127 });
  }
);

test('one node asked for by name reads as it does among several', async () => {
  const [alone] = await budgetOf('r1-article');
  const [among, unknown] = await budgetOf('r1-article', T, ['no-such-node']);
  expect(among).toEqual(alone);
  expect(unknown?.lines.allocatable).toBeUndefined();
  expect(unknown?.nodeWorkingSet).toBeUndefined();
});

test('a node known by its cluster label, and to node_exporter by its address only, has its row', async () => {
  const [row] = await budgetOf('r2-kube-prometheus-stack', R2);
  expect(row?.identity).toMatchObject({ cluster: 'shop-prod-westeurope', internalIp: '10.20.0.11' });
  expect(row?.nodeAvailable).toBeGreaterThan(0);
  expect(row?.requests).toBeGreaterThan(0);
});

test.each([
  ['r1-article', []],
  ['r2-kube-prometheus-stack', ['shop-prod-westeurope']],
] as const)('%s: its clusters', async (server, clusters) => {
  const port = httpPort({ fetch, url: serverUrl(server) });
  const range = server.startsWith('r1') ? T : R2;
  expect(await loadClusters(port, { labels: DEFAULT_LABELS, ...range })).toEqual(clusters);
});

test.each([
  ['r1-article', ['oomEvents', 'processStart', 'bootTime', 'nodeTime']],
  ['r1-kube-prometheus', ['kubepodsLimit', 'oomEvents', 'processStart', 'bootTime', 'nodeTime']],
  [
    'r1-kube-prometheus-stack',
    [
      'rootCgroup',
      'kubepodsCgroup',
      'kubepodsLimit',
      'kubepodsPeak',
      'oomEvents',
      'resourceNode',
      'processStart',
      'bootTime',
      'nodeTime',
    ],
  ],
] as const)('%s: what it lacks', async (server, missing) => {
  const port = httpPort({ fetch, url: serverUrl(server) });
  const [identity] = await loadIdentities(port, { labels: DEFAULT_LABELS, ...T });
  const on = { identity: identity ?? { node: '' }, labels: DEFAULT_LABELS };
  const reply = await port({ ...T, queries: signalsQueries(on) });
  expect(reply.errors).toEqual([]);
  const statuses = evaluateSignals(reply, { to: T.to, labels: DEFAULT_LABELS });
  expect(statuses.filter(({ state }) => state === 'missing').map(({ signal }) => signal.id)).toEqual(missing);
});

test.each([
  ['r1-article', 'Prometheus'],
  ['vm-r1-article', 'VictoriaMetrics'],
] as const)('%s answers by the rules of %s, and says what stands behind the node', async (server, engine) => {
  const port = httpPort({ fetch, url: serverUrl(server) });
  const [identity] = await loadIdentities(port, { labels: DEFAULT_LABELS, ...T });
  const reply = await port({ ...T, queries: signalsQueries({ identity: identity!, labels: DEFAULT_LABELS }) });
  const statuses = evaluateSignals(reply, { to: T.to, labels: DEFAULT_LABELS });
  const setup = evaluateSetup(reply, statuses, DEFAULT_LABELS);
  expect(setup).toMatchObject({ engine, rules: { tidemark: false, mixin: false }, nodeBy: ['node', 'instance'] });
  expect(setup.jobs).toContainEqual({ job: 'kubelet-cadvisor', interval: 30_000 });
});
