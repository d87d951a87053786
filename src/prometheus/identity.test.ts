import type { Series } from '../domain/series';

import { loadClusters, loadIdentities, loadIdentity, loadNodes, type IdentityRequest } from './identity';
import type { PrometheusPort, PromQuery } from './ports/port';
import { isShortEnough } from './ports/queryLength';
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
  [
    'a host whose name could be digits of an address is listed',
    { instance: 'cafe', cluster: 'one' },
    ['a.internal', 'cafe'],
  ],
  ['an address of IPv6 may be any node’s', { instance: '[fd00::7]:8080', cluster: 'one' }, ['a.internal']],
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
  await loadNodes(port, REQUEST);
  expect(asked.filter((expr) => expr.includes('kube_node_info'))).toEqual([
    expect.stringContaining('last_over_time(kube_node_info{node="a",cluster="c"}[3600s])'),
    expect.stringContaining('last_over_time(kube_node_info{node!=""}[3600s])'),
  ]);
});

describe('of a long range the index tells who was there', () => {
  const LONG = { ...REQUEST, to: 30 * 24 * 3_600_000 };
  const ever = (__name__: string, labels: Record<string, string>) => seen(0, { __name__, ...labels });

  /** What the values of its labels tell of these series, of all clusters and of one. */
  function namesOf(all: readonly Series[]): Readonly<Record<string, readonly Series[]>> {
    const values = (name: string, of: (series: Series) => boolean) =>
      [...new Set(all.filter(of).flatMap(({ labels }) => labels[name] ?? []))].map((value) =>
        seen(0, { [name]: value })
      );
    return {
      nodeNamesEver: values('node', () => true),
      hostsEver: values('instance', ({ labels }) => !labels.node),
      clustersEver: values('cluster', () => true),
      withoutClusterEver: values('__name__', ({ labels }) => !labels.cluster),
    };
  }

  interface Answers extends Readonly<Record<'nodeInfo' | 'kubelets' | 'nodesEver', readonly Series[]>> {
    /** Of a server that knows no names by themselves. */
    readonly isNameless?: boolean;
  }

  /** Of who is there at the end, of who was ever there, and of nodes asked for by their names those of `before`. */
  function cluster({ isNameless = false, ...now }: Answers, before: Readonly<Record<string, readonly Series[]>> = {}) {
    const asked: PromQuery[] = [];
    const names = isNameless ? {} : namesOf(now.nodesEver);
    const port: PrometheusPort = ({ queries }) => {
      const isFirst = asked.length === 0;
      asked.push(...queries);
      const found: Readonly<Record<string, readonly Series[]>> = isFirst ? { ...now, ...names } : before;
      const answer = ({ refId }: PromQuery) => (refId === 'nodesEver' ? now.nodesEver : found[refId]);
      const series = Object.fromEntries(
        queries.flatMap((query) => {
          const answered = answer(query) ?? (query.index ? undefined : []);
          return answered ? [[query.refId, answered]] : [];
        })
      );
      return Promise.resolve({ series, errors: [], warnings: [] });
    };
    const isFirst = ({ refId, index }: PromQuery) => index?.isOptional === true || refId === 'kubepodsIds';
    return {
      port,
      later: () =>
        asked
          .slice(2)
          .filter((one) => !isFirst(one))
          .map(({ refId, expr }) => [refId, expr]),
    };
  }

  const NODES_EVER = ['nodesEver', expect.anything()];

  describe.each([
    ['by names alone', false, []],
    ['by whole series, from one that tells no names', true, [NODES_EVER]],
  ])('%s', (_, isNameless, whole) => {
    test('and no sample of the range is read where all of them are there still', async () => {
      const nodesEver = [
        ever('kube_node_info', { node: 'a', instance: 'ksm:8080' }),
        ever('kubelet_node_name', { node: 'a', instance: '10.0.0.1:10250' }),
        ever('machine_memory_bytes', { instance: 'b:10250' }),
      ];
      const { port, later } = cluster({
        nodeInfo: [seen(9, { node: 'a', internal_ip: '10.0.0.1' })],
        kubelets: [seen(9, { node: 'a' }), seen(9, { instance: 'b' })],
        nodesEver,
        isNameless,
      });
      expect(await loadIdentities(port, LONG)).toMatchObject([{ node: 'a', internalIp: '10.0.0.1' }, { node: 'b' }]);
      expect(later()).toEqual(whole);
    });

    test('and of those who are gone it is asked what they were, by whatever showed them', async () => {
      const nodesEver = [
        ever('kube_node_info', { node: 'a' }),
        ever('kube_node_info', { node: 'gone' }),
        ever('machine_memory_bytes', { instance: 'docker-host:10250' }),
      ];
      const { port, later } = cluster(
        { nodeInfo: [seen(9, { node: 'a' })], kubelets: [], nodesEver, isNameless },
        {
          nodeInfo: [seen(0, { node: 'gone', kubelet_version: 'v1.33.0' })],
          kubelets: [seen(0, { instance: 'docker-host:10250' })],
        }
      );
      expect(await loadIdentities(port, LONG)).toMatchObject([
        { node: 'a' },
        { node: 'docker-host' },
        { node: 'gone', kubeletVersion: 'v1.33.0' },
      ]);
      expect(later()).toEqual([
        ...whole,
        ['nodeInfo', expect.stringContaining('last_over_time(kube_node_info{node=~"gone"}[2592000s])')],
        [
          'kubelets',
          expect.stringMatching(
            /machine_memory_bytes\{node="",instance=~"\(\?:(gone\|)?docker-host\)\(\?::\[0-9\]\+\)\?"\}/
          ),
        ],
      ]);
    });

    test('and one who was there only in the hours that an index knows beside the range is none of it', async () => {
      const nodesEver = [ever('kube_node_info', { node: 'a' }), ever('kube_node_info', { node: 'before' })];
      const { port } = cluster({ nodeInfo: [seen(9, { node: 'a' })], kubelets: [], nodesEver, isNameless });
      expect(await loadNodes(port, LONG)).toEqual(['a']);
    });

    test('and where kube-state-metrics is silent at the end all that it published is known', async () => {
      const nodesEver = [
        ever('kube_node_info', { node: 'a' }),
        ever('kubelet_node_name', { node: 'a', instance: '10.0.0.1' }),
      ];
      const { port } = cluster(
        { nodeInfo: [], kubelets: [seen(9, { node: 'a', instance: '10.0.0.1' })], nodesEver, isNameless },
        { nodeInfo: [seen(0, { node: 'a', kubelet_version: 'v1.34.4' })] }
      );
      expect(await loadIdentities(port, LONG)).toMatchObject([{ node: 'a', kubeletVersion: 'v1.34.4' }]);
    });
  });

  const IN_ONE = ever('kube_node_info', { node: 'a', cluster: 'one' });

  test.each<[string, Record<string, string>]>([
    ['several clusters', { cluster: 'two' }],
    ['a cluster and of none', {}],
  ])('where names of %s leave open which of them is gone, its series say it', async (_, other) => {
    const { port, later } = cluster(
      {
        nodeInfo: [seen(9, { node: 'a', cluster: 'one' })],
        kubelets: [],
        nodesEver: [IN_ONE, ever('kube_node_info', { node: 'a', ...other })],
      },
      { nodeInfo: [seen(0, { node: 'a', kubelet_version: 'v1.33.0', ...other })] }
    );
    expect(await loadIdentities(port, LONG)).toHaveLength(2);
    expect(later()).toEqual([NODES_EVER, ['nodeInfo', expect.anything()]]);
  });

  test('names of the only cluster are of that cluster', async () => {
    const { port, later } = cluster({
      nodeInfo: [seen(9, { node: 'a', cluster: 'one' })],
      kubelets: [],
      nodesEver: [IN_ONE],
    });
    expect(await loadNodes(port, LONG)).toEqual(['a']);
    expect(later()).toEqual([]);
  });

  test('a host that no kube-state-metrics speaks of and that is there is asked for as a node alone', async () => {
    const { port, later } = cluster({
      nodeInfo: [seen(9, { node: 'a' })],
      kubelets: [seen(9, { node: 'docker-host' })],
      nodesEver: [ever('kube_node_info', { node: 'a' }), ever('machine_memory_bytes', { node: 'docker-host' })],
    });
    expect(await loadNodes(port, LONG)).toEqual(['a', 'docker-host']);
    expect(later()).toEqual([['nodeInfo', expect.stringContaining('{node=~"docker-host"}')]]);
  });

  test('names of a chosen cluster are of that cluster', async () => {
    const nodeInfo = [seen(9, { node: 'a', cluster: 'one' })];
    const { port, later } = cluster({ nodeInfo, kubelets: [], nodesEver: [IN_ONE] });
    expect(await loadNodes(port, { ...LONG, cluster: 'one' })).toEqual(['a']);
    expect(later()).toEqual([]);
  });

  test('of more names than were gone within a day it is asked which hours they were there in', async () => {
    const names = Array.from({ length: 60 }, (_, i) => `gone-for-days-${i}`);
    const found = cluster({
      nodeInfo: [seen(9, { node: 'a' })],
      kubelets: [],
      nodesEver: [ever('kube_node_info', { node: 'a' })],
    });
    const port: PrometheusPort = async (request) => {
      const reply = await found.port(request);
      const { nodeNamesEver: some } = reply.series;
      const all = some && [...some, ...names.map((node) => seen(0, { node }))];
      return { ...reply, series: { ...reply.series, ...(all && { nodeNamesEver: all }) } };
    };
    expect(await loadNodes(port, LONG)).toEqual(['a']);
    expect(found.later()).toEqual([NODES_EVER]);
  });

  test('a server that is down is asked for nothing more', async () => {
    const asked: string[][] = [];
    const port: PrometheusPort = ({ queries }) => {
      asked.push(queries.map(({ refId }) => refId));
      return Promise.resolve({ series: {}, errors: [{ message: 'connection refused' }], warnings: [] });
    };
    await expect(loadNodes(port, LONG)).rejects.toThrow('connection refused');
    expect(asked).toHaveLength(1);
  });

  test('hundreds who are gone are asked for in queries that every server takes', async () => {
    const names = Array.from({ length: 120 }, (_, i) => `gke-prod-europe-west1-pool-${i}`.padEnd(60, 'x'));
    const nodesEver = names.flatMap((node) => [
      ever('kube_node_info', { node }),
      ever('kubelet_node_name', { node, instance: `${node}.europe-west1-b.c.prod.internal:10250` }),
    ]);
    const asked: PromQuery[] = [];
    const port: PrometheusPort = ({ queries }) => {
      asked.push(...queries);
      return Promise.resolve({ series: { nodesEver, nodeInfo: [], kubelets: [] }, errors: [], warnings: [] });
    };
    await loadIdentities(port, LONG);
    const exprs = asked
      .filter(({ index }) => !index)
      .slice(3)
      .flatMap(({ expr, more = [] }) => [expr, ...more]);
    expect(exprs.length).toBeGreaterThan(4);
    expect(exprs.every(isShortEnough)).toBe(true);
    expect(names.every((node) => exprs.some((expr) => expr.includes(node)))).toBe(true);
  });
});

const [OLD, NEW] = [
  { node: 'a', kubelet_version: 'v1.33.0' },
  { node: 'a', kubelet_version: 'v1.34.4' },
];

test.each<[string, readonly Series[], number, string]>([
  ['asks no more where one version of a node is there', [seen(0, OLD), seen(9, NEW)], 2, 'v1.34.4'],
  ['asks once more, which was the later, where none is', [seen(0, OLD), seen(0, NEW)], 3, 'v1.33.0'],
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
