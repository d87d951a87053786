import type { DataFrame } from '@grafana/data';

import { readFleet } from '../frames/fleetFrame';
import { readNoNode } from '../frames/noNodeFrame';
import type { PrometheusPort, PromReply, PromRequest } from '../prometheus/ports/port';
import { shared } from '../prometheus/ports/sharedPort';

import { fleetPlan } from './fleetPlan';
import { identities } from './identities';
import { decodeSettings } from './jsonData';
import { knownPods } from './nodePods';
import type { Source } from './source';

const TO = Date.UTC(2026, 10, 24, 11);
const DAY = { from: TO - 86_400_000, to: TO };

const newSource = (): Source => ({
  settings: decodeSettings({ promUid: 'prom' }),
  timeInterval: undefined,
  nodes: identities(),
  pods: knownPods(),
  shared: shared(),
  loadWrapped: () => Promise.reject(new Error('not asked')),
});

const GIB = 1024 ** 3;

const one = (labels: Record<string, string>, value = TO / 1000) => ({ labels, times: [TO], values: [value] });
const NODES = ['a', 'b'].map((node) => one({ tidemark: 'nodeInfo', node }));
const RULES = one({ tidemark: 'rules' }, 1000);

/** Answers every query; `fleetSize` and `fleetNodes` as given. */
function prometheus(answers: Readonly<Record<string, ReadonlyArray<ReturnType<typeof one>>>> = { fleetNodes: NODES }) {
  const requests: PromRequest[] = [];
  const port: PrometheusPort = (request) => {
    requests.push(request);
    const series = Object.fromEntries(request.queries.map(({ refId }) => [refId, answers[refId] ?? []]));
    return Promise.resolve({ series, errors: [], warnings: [] });
  };
  return { port, requests };
}

interface Asking {
  readonly source?: Source;
  readonly nodes?: readonly string[];
  readonly times?: typeof DAY;
  readonly onPart?: (frame: DataFrame) => void;
}

async function ask(port: PrometheusPort, { source = newSource(), nodes = [], times = DAY, onPart }: Asking = {}) {
  const { signal } = new AbortController();
  const plan = await fleetPlan(source, { nodes, times, portFor: () => port, signal, ...(onPart && { onPart }) });
  return plan.frames({ series: {}, errors: [], warnings: [] });
}

/** The index is no query. */
const queriesOf = (requests: readonly PromRequest[]) =>
  requests.map(({ queries }) => queries.filter(({ index }) => index === undefined).map(({ refId }) => refId));
const countsOf = (requests: readonly PromRequest[]) => queriesOf(requests).map(({ length }) => length);

it('asks at most six queries: what it will cost, then everything at once', async () => {
  const { port, requests } = prometheus();
  await ask(port);
  expect(countsOf(requests)).toEqual([1, 5]);
});

const EVER = ['a', 'b', 'gone'];
it.each([
  ['names', { nodeNamesEver: EVER.map((node) => one({ node })) }, [['nodeInfo', 'kubelets']]],
  [
    'series, where there are several clusters',
    {
      clustersEver: ['one', 'two'].map((cluster) => one({ cluster })),
      nodesEver: EVER.map((node) => one({ __name__: 'kube_node_info', node, instance: '10.0.0.9:8080' })),
    },
    [[], ['nodeInfo']],
  ],
])('asks the index who was there over a day by %s, and of those who are gone when that was', async (_, ever, then) => {
  const { port, requests } = prometheus({
    fleetNodes: NODES,
    nodeInfo: [one({ node: 'gone' }, TO / 1000 - 3600)],
    ...ever,
  });
  const nodes = readFleet(await ask(port))?.nodes ?? [];
  expect(nodes.map(({ identity }) => identity.node)).toEqual(['a', 'b', 'gone']);
  expect(nodes[2]?.goneSince).toBe(TO - 3_600_000);
  expect(queriesOf(requests).slice(2)).toEqual(then);
  expect(requests.at(-1)?.queries[0]?.expr).toContain('kube_node_info{node=~"gone"}');
});

it('asks over an hour who was there without an index, and of those who are gone when that was', async () => {
  const gone = one({ tidemark: 'nodeInfo', node: 'gone' }, 0);
  const { port, requests } = prometheus({
    fleetNodes: [...NODES, gone],
    nodeInfo: [one({ node: 'gone' }, TO / 1000 - 1800)],
  });
  const nodes = readFleet(await ask(port, { times: { from: TO - 3_600_000, to: TO } }))?.nodes ?? [];
  expect(nodes.map(({ identity, goneSince }) => [identity.node, goneSince])).toEqual([
    ['a', TO],
    ['b', TO],
    ['gone', TO - 1_800_000],
  ]);
  expect(requests.map(({ queries }) => queries.filter(({ index }) => index).length)).toEqual([0, 0, 0]);
  expect(queriesOf(requests).slice(2)).toEqual([['nodeInfo']]);
});

it('does not know since when a node is gone of which that could not be asked', async () => {
  const { port } = prometheus({ fleetNodes: [...NODES, one({ tidemark: 'nodeInfo', node: 'gone' }, 0)] });
  const nodes = readFleet(await ask(port, { times: { from: TO - 3_600_000, to: TO } }))?.nodes ?? [];
  expect(nodes.map(({ identity, goneSince }) => [identity.node, goneSince])).toContainEqual(['gone', undefined]);
});

it('asks once in a while what it will cost, so that a refresh is one request', async () => {
  const { port, requests } = prometheus();
  const source = newSource();
  await ask(port, { source });
  await ask(port, { source });
  expect(countsOf(requests)).toEqual([1, 5, 5]);
});

it('reads half an hour of curves, however long the range, and coarsely of many nodes', async () => {
  const many = one({ tidemark: 'nodes' }, 1000);
  const { port, requests } = prometheus({ fleetNodes: NODES, fleetSize: [many] });
  await ask(port);
  expect(requests[1]).toMatchObject({ from: TO - 1_800_000, to: TO, step: 120_000 });
});

describe('of many nodes, where somebody waits for the rows', () => {
  const pods = (at: number, value: number) => ({
    labels: { tidemark: 'pods', node: 'a' },
    times: [at - 120_000, at],
    values: [GIB, value],
  });
  const many = {
    fleetSize: [one({ tidemark: 'nodes' }, 1000)],
    fleetNodes: NODES,
    fleetCurves: [pods(TO, 3 * GIB)],
    fleetPods: [one({ node: 'a' }, 2 * GIB)],
    fleetRequests: [one({ __name__: 'kube_pod_container_resource_requests', node: 'a' }, 5 * GIB)],
  };

  it('shows how much the pods use by the curves before it asks what costs a series for each container', async () => {
    const { port, requests } = prometheus(many);
    const parts: DataFrame[] = [];
    const frames = await ask(port, { onPart: (frame) => parts.push(frame) });
    const podsOf = (some: readonly DataFrame[]) =>
      readFleet(some)
        ?.nodes.filter(({ identity }) => identity.node === 'a')
        .map(({ podsWorkingSet, requests: asked, requestsPending }) => [podsWorkingSet, asked, requestsPending]);
    expect(podsOf(parts)).toEqual([[3 * GIB, undefined, true]]);
    expect(readFleet(parts)?.findings).toEqual([]);
    expect(podsOf(frames)).toEqual([[2 * GIB, 5 * GIB, undefined]]);
    expect(queriesOf(requests)).toEqual([
      ['fleetSize'],
      ['fleetNodes', 'fleetCounts', 'fleetCurves'],
      ['fleetRequests', 'fleetPods'],
    ]);
  });

  it('keeps the rows as they are at a refresh until all is known anew', async () => {
    const { port, requests } = prometheus(many);
    const [source, onPart] = [newSource(), jest.fn()];
    await ask(port, { source, onPart });
    await ask(port, { source, onPart });
    expect(onPart).toHaveBeenCalledTimes(1);
    expect(countsOf(requests)).toEqual([1, 3, 2, 5]);
  });

  it('asks a server that is down for nothing more', async () => {
    const requests: PromRequest[] = [];
    const down: PrometheusPort = (request) => {
      requests.push(request);
      return Promise.resolve<PromReply>({ series: {}, errors: [{ message: 'connection refused' }], warnings: [] });
    };
    await expect(ask(down, { onPart: () => {} })).rejects.toThrow('connection refused');
    expect(requests).toHaveLength(2);
  });
});

it.each([
  ['a few nodes', { fleetSize: [one({ tidemark: 'nodes' }, 2)] }],
  ['recording rules', { fleetSize: [RULES] }],
])('reads every scrape with %s', async (_, answers) => {
  const { port, requests } = prometheus({ fleetNodes: NODES, ...answers });
  await ask(port);
  expect(requests[1]?.step).toBe(30_000);
});

it('sums over no container where recording rules have done it', async () => {
  const { port, requests } = prometheus({ fleetNodes: NODES, fleetSize: [RULES] });
  await ask(port);
  const asked = requests[1]?.queries.map(({ expr }) => expr).join('\n');
  expect(asked).toContain('node:pods_memory_working_set_bytes:sum');
  expect(asked).not.toMatch(/container!=""|kube_pod_container/);
});

it('answers of the nodes that are named only', async () => {
  const frames = await ask(prometheus().port, { nodes: ['b'] });
  expect(readFleet(frames)?.nodes.map(({ identity }) => identity.node)).toEqual(['b']);
});

it('without a node says when there was one', async () => {
  const { port } = prometheus({ lastNode: [one({}, 1000)] });
  const frames = await ask(port);
  expect(readFleet(frames)?.nodes).toEqual([]);
  expect(readNoNode(frames)).toMatchObject({ lastSeen: 1_000_000 });
});

it('says of a Prometheus that is down what it said itself', async () => {
  const down: PrometheusPort = () =>
    Promise.resolve<PromReply>({ series: {}, errors: [{ message: 'connection refused' }], warnings: [] });
  await expect(ask(down)).rejects.toThrow('connection refused');
});

it('says it once, although range and instant queries are refused at two paths', async () => {
  const refused = (path: string) => ({ message: `Post "http://prom/api/v1/${path}": connection refused` });
  const down: PrometheusPort = () =>
    Promise.resolve<PromReply>({ series: {}, errors: [refused('query'), refused('query_range')], warnings: [] });
  await expect(ask(down)).rejects.toThrow(/^Post "[^"]+query": connection refused$/);
});

it('shows what did arrive, and says what did not', async () => {
  const { port } = prometheus();
  const failing: PrometheusPort = async (request) => {
    const { fleetPods: _, ...series } = (await port(request)).series;
    return { series, errors: [{ refId: 'fleetPods', message: 'query timed out' }], warnings: [] };
  };
  const fleet = readFleet(await ask(failing));
  expect(fleet?.nodes).toHaveLength(2);
  expect(fleet?.findings.map(({ text }) => text)).toContain(
    'The pods’ working sets could not be read: query timed out'
  );
});
