import type { Series } from '../domain/series';

import { loadClusters, loadIdentities, loadIdentity, loadNodes, type IdentityRequest } from './identity';
import type { PrometheusPort, PromQuery } from './ports/port';
import { DEFAULT_LABELS } from './scope';

const REQUEST: IdentityRequest = { labels: DEFAULT_LABELS, from: 0, to: 3_600_000 };

const seen = (at: number, labels: Record<string, string>): Series => ({ labels, times: [REQUEST.to], values: [at] });

function answering(nodeInfo: readonly Series[], kubelets: readonly Series[] = []): PrometheusPort {
  return () => Promise.resolve({ series: { nodeInfo, kubelets }, errors: [], warnings: [] });
}

test('a node is what kube-state-metrics publishes of it, as it was last', async () => {
  const port = answering([
    seen(100, { node: 'a', internal_ip: '10.0.0.1', kubelet_version: 'v1.33.0' }),
    seen(200, { node: 'a', internal_ip: '10.0.0.1', kubelet_version: 'v1.34.4', provider_id: '' }),
  ]);
  expect(await loadIdentities(port, REQUEST)).toEqual([
    { node: 'a', internalIp: '10.0.0.1', kubeletVersion: 'v1.34.4' },
  ]);
});

test.each([
  ['by its node label', { node: 'a', instance: '10.0.0.1:10250' }, { node: 'a', internalIp: '10.0.0.1' }],
  ['by its instance', { instance: 'a:10250' }, { node: 'a' }],
  ['by both', { node: 'a', instance: 'a' }, { node: 'a' }],
])('without kube-state-metrics a node is known %s', async (_, labels, identity) => {
  expect(await loadIdentities(answering([], [seen(1, labels)]), REQUEST)).toEqual([identity]);
});

test('nodes come once each, in order; the same name in two clusters is two nodes', async () => {
  const port = answering([
    seen(1, { node: 'b', cluster: 'two' }),
    seen(1, { node: 'a', cluster: 'two' }),
    seen(1, { node: 'a', cluster: 'one' }),
  ]);
  expect(await loadIdentities(port, REQUEST)).toHaveLength(3);
  expect(await loadNodes(port, REQUEST)).toEqual(['a', 'b']);
});

test('clusters are asked for by their names alone, and come in order; what carries no cluster label is of none', async () => {
  const asked: string[] = [];
  const port: PrometheusPort = ({ queries }) => {
    asked.push(...queries.map(({ expr }) => expr));
    const found = [seen(1, { cluster: 'two' }), seen(1, {}), seen(1, { cluster: 'one' })];
    return Promise.resolve({ series: { clusters: found }, errors: [], warnings: [] });
  };
  expect(await loadClusters(port, { ...REQUEST, cluster: 'one' })).toEqual(['one', 'two']);
  expect(asked).toEqual([expect.stringMatching(/^group by \(cluster\) /)]);
  expect(asked.join()).not.toContain('cluster="one"');
});

test('clusters that could not be asked for are said so', async () => {
  const port: PrometheusPort = () =>
    Promise.resolve({ series: {}, errors: [{ refId: 'clusters', message: 'connection refused' }], warnings: [] });
  await expect(loadClusters(port, REQUEST)).rejects.toThrow('connection refused');
});

const PUBLISHED = { node: 'a.internal', internal_ip: '10.0.0.1', cluster: 'one' };
test.each<[string, Record<string, string>, readonly string[]]>([
  ['a host of another name is listed', { instance: 'docker-host:8080', cluster: 'one' }, ['a.internal', 'docker-host']],
  ['a host of another name without a cluster, too', { node: 'docker-host' }, ['a.internal', 'docker-host']],
  ['the same node is listed once', { node: 'a.internal', instance: '10.0.0.1:10250', cluster: 'one' }, ['a.internal']],
  ['the same node by its short name is listed once', { instance: 'a:10250', cluster: 'one' }, ['a.internal']],
  ['the same node without its cluster is listed once', { node: 'a.internal' }, ['a.internal']],
  ['an address may be any node’s', { instance: '10.244.0.7:8080', cluster: 'one' }, ['a.internal']],
  [
    'an address in another cluster is another node',
    { instance: '10.0.0.9:1', cluster: 'two' },
    ['10.0.0.9', 'a.internal'],
  ],
])('beside kube-state-metrics %s', async (_, labels, nodes) => {
  const port = answering([seen(1, PUBLISHED)], [seen(1, labels)]);
  expect([...(await loadNodes(port, REQUEST))].sort()).toEqual(nodes);
});

test('of a node that nothing knows only the name is known', async () => {
  expect(await loadIdentity(answering([], [seen(1, { node: 'b' })]), { ...REQUEST, node: 'a' })).toEqual({ node: 'a' });
});

function recording(answer: (query: string) => readonly Series[]) {
  const asked: string[] = [];
  const port: PrometheusPort = ({ queries }) => {
    asked.push(...queries.filter(({ refId }) => refId !== 'kubepodsIds').map(({ expr }) => expr));
    const series = Object.fromEntries(queries.map(({ refId, expr }) => [refId, answer(expr)]));
    return Promise.resolve({ series, errors: [], warnings: [] });
  };
  return { asked, port };
}

test('asks once, for the node and cluster, for who was there at any time back to the start of the range', async () => {
  const { asked, port } = recording(() => []);
  await loadIdentity(port, { ...REQUEST, cluster: 'c', node: 'a' });
  await loadNodes(port, { ...REQUEST, to: 30 * 24 * 3_600_000 });
  expect(asked.filter((expr) => expr.includes('kube_node_info'))).toEqual([
    expect.stringContaining('last_over_time(kube_node_info{node="a",cluster="c"}[3600s])'),
    expect.stringContaining('last_over_time(kube_node_info{node!=""}[2592000s])'),
  ]);
});

const [OLD, NEW] = [
  { node: 'a', kubelet_version: 'v1.33.0' },
  { node: 'a', kubelet_version: 'v1.34.4' },
];

test.each<[string, readonly Series[], number, string]>([
  ['asks no more where one version of a node is there', [seen(0, OLD), seen(9, NEW)], 2, 'v1.34.4'],
  ['asks once more, which was the later, where none is', [seen(0, OLD), seen(0, NEW)], 4, 'v1.33.0'],
])('%s', async (_, brief, count, version) => {
  const { asked, port } = recording((expr) =>
    !expr.includes('kube_node_info') ? [] : expr.includes('last_over_time') ? brief : [seen(8, OLD), seen(7, NEW)]
  );
  expect(await loadIdentities(port, REQUEST)).toEqual([{ node: 'a', kubeletVersion: version, kubepods: [] }]);
  expect(asked).toHaveLength(count);
  expect(asked.slice(2).every((expr) => expr.includes('[3600s:60s]'))).toBe(true);
});

test('a node is known with the ids of its cluster’s kubepods cgroups at both ends of the range', async () => {
  const asked: PromQuery[] = [];
  const port: PrometheusPort = ({ queries }) => {
    asked.push(...queries.filter(({ refId }) => refId === 'kubepodsIds'));
    const kubepodsIds = ['/x/kubepods', '/kubepods'].map((id) => seen(1, { id }));
    return Promise.resolve({ series: { nodeInfo: [seen(1, { node: 'a' })], kubepodsIds }, errors: [], warnings: [] });
  };
  const found = await loadIdentity(port, { ...REQUEST, node: 'a', cluster: 'c' });
  expect(found).toEqual({ node: 'a', kubepods: ['/kubepods', '/x/kubepods'] });
  const [{ expr } = { expr: '' }] = asked;
  expect(expr.match(/cluster="c"/g)).toHaveLength(4);
  expect(expr.match(/ offset 3600s/g)).toHaveLength(2);
});

test('where these ids could not be asked for, nothing is claimed of them', async () => {
  const errors = [{ refId: 'kubepodsIds', message: 'too slow' }];
  const port: PrometheusPort = () =>
    Promise.resolve({ series: { nodeInfo: [seen(1, { node: 'a' })] }, errors, warnings: [] });
  expect(await loadIdentities(port, REQUEST)).toEqual([{ node: 'a' }]);
});

test('nothing but errors is an error; what was found is worth more', async () => {
  const errors = [{ refId: 'kubelets', message: 'too slow' }];
  await expect(loadIdentities(() => Promise.resolve({ series: {}, errors, warnings: [] }), REQUEST)).rejects.toThrow(
    'too slow'
  );
  const nodeInfo = [seen(1, { node: 'a' })];
  const partly: PrometheusPort = () => Promise.resolve({ series: { nodeInfo }, errors, warnings: [] });
  expect(await loadNodes(partly, REQUEST)).toEqual(['a']);
});
