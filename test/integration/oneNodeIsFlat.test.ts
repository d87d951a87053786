import { copySamples } from '../../tools/copySamples';
import { countingFetch, type Cost } from '../../tools/countSamples';
import type { RunningServer } from '../../tools/prometheus';
import { replicaOf, startReplicas } from '../../tools/replicas';
import { startVictoriaMetrics } from '../../tools/victoriaMetrics';
import { budgetQueries } from '../../src/prometheus/budget';
import { evictionOrderQueries } from '../../src/prometheus/evictionOrder';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { loadNodePods } from '../../src/prometheus/nodePods';
import type { PromQuery } from '../../src/prometheus/ports/port';
import { DEFAULT_LABELS, type NodeScope } from '../../src/prometheus/scope';

import { serverUrl } from './servers';

const ORIGINAL = { node: 'aks-agentpool-21735204-vmss000003', internalIp: '10.20.0.11' };
const SPAN = { from: Date.UTC(2026, 10, 22, 2, 20), to: Date.UTC(2026, 10, 22, 2, 41) };

const scopeOf = (index: number): NodeScope => ({
  identity: replicaOf(ORIGINAL, index),
  labels: DEFAULT_LABELS,
  ...SPAN,
  step: 30_000,
  scrapeInterval: 30_000,
  measure: 'containers',
  overrides: [],
});

let few: RunningServer;
let many: RunningServer;
let victoriaMetrics: RunningServer;

beforeAll(async () => {
  const source = serverUrl('r2-kube-prometheus-stack');
  few = await startReplicas({ source, original: ORIGINAL, span: SPAN, nodes: 2 });
  many = await startReplicas({ source, original: ORIGINAL, span: SPAN, nodes: 20 });
  victoriaMetrics = await startVictoriaMetrics();
  await copySamples(many.url, victoriaMetrics.url);
}, 180_000);

afterAll(async () => {
  await Promise.all([few, many, victoriaMetrics].map((server) => server?.stop()));
});

async function costOf(url: string, ask: (port: ReturnType<typeof httpPort>) => Promise<unknown>): Promise<Cost> {
  const cost = { requests: 0, samples: 0 };
  await ask(httpPort({ fetch: countingFetch(cost), url }));
  return cost;
}

const asked = (queriesOf: (scope: NodeScope) => readonly PromQuery[]) => async (port: ReturnType<typeof httpPort>) => {
  const scope = scopeOf(1);
  const named = { ...scope, ...(await loadNodePods(port, scope)) };
  const { errors } = await port({ ...scope, queries: queriesOf(named) });
  expect(errors).toEqual([]);
};

it.each<[string, Parameters<typeof costOf>[1]]>([
  ['a review', (port) => loadIncidents(port, scopeOf(1))],
  ['the order of eviction', asked(evictionOrderQueries)],
  ['a budget', asked((scope) => budgetQueries({ ...scope, identities: [scope.identity] }))],
])('%s of one node reads no more of a Prometheus with ten times the nodes', async (_, ask) => {
  const [small, large] = [await costOf(few.url, ask), await costOf(many.url, ask)];
  expect(small.samples).toBeGreaterThan(100);
  expect(large.samples / small.samples).toBeLessThan(1.1);
  expect(large.requests).toBe(small.requests);
});

it('the node is told as it is among few', async () => {
  const told = async (url: string) => (await loadIncidents(httpPort({ fetch, url }), scopeOf(0))).incidents;
  const among = await told(many.url);
  expect(among.length).toBeGreaterThan(1);
  expect(among).toEqual(await told(few.url));
});

it.each([
  ['Prometheus', () => many.url],
  ['VictoriaMetrics', () => victoriaMetrics.url],
])('and by the join as by its pods’ names: %s', async (_, urlOf) => {
  const port = httpPort({ fetch, url: urlOf() });
  const named = await loadIncidents(port, scopeOf(3));
  const joined = await loadIncidents(port, scopeOf(3), { loadPods: () => Promise.resolve({ podsError: 'refused' }) });
  expect(named.incidents.length).toBeGreaterThan(1);
  expect(joined.incidents).toEqual(named.incidents);
  expect(joined.findings.map(({ code }) => code)).toEqual([
    'pods-not-named',
    ...named.findings.map(({ code }) => code),
  ]);
});
