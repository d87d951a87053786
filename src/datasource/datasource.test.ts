import {
  CoreApp,
  dateTime,
  DataTopic,
  LoadingState,
  toDataFrame,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
} from '@grafana/data';
import { firstValueFrom, lastValueFrom } from 'rxjs';

import {
  FakePrometheus,
  FIGURE_3,
  instanceSettings,
  promSettings,
  holdDataSources,
  holdVariables,
} from '../../test/fixtures/fakeGrafana';
import { grafanaEmission } from '../../test/fixtures/grafanaEmission';
import { tagOf } from '../frames/incidentTags';
import { FIELD, FRAME } from '../frames/names';
import { readNoNode } from '../frames/noNodeFrame';

import { TidemarkDataSource } from './datasource';
import type { TidemarkJsonData } from './jsonData';
import { DATASOURCE_TYPE } from './pluginId';
import type { EventsQuery, NodeMemoryQuery, TidemarkQuery } from './query';

const NODE_MEMORY: NodeMemoryQuery = { refId: 'A', kind: 'nodeMemory', node: '$node', cluster: '' };
const EVENTS: EventsQuery = { refId: 'B', kind: 'events', node: 'lab-node', kinds: ['eviction'] };

const request = (...targets: TidemarkQuery[]): DataQueryRequest<TidemarkQuery> =>
  deepFrozen({
    requestId: 'SQR100',
    app: CoreApp.Dashboard,
    range: FIGURE_3,
    interval: '15s',
    intervalMs: 15_000,
    maxDataPoints: 900,
    timezone: 'browser',
    scopedVars: {},
    filters: [{ key: 'team', operator: '=', value: 'a' }],
    startTime: 0,
    targets,
  });

/** Grafana's own objects stay as they are: moments may not be frozen. */
function deepFrozen<T>(value: T): T {
  if (
    typeof value === 'object' &&
    value !== null &&
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value))
  ) {
    Object.values(value).forEach(deepFrozen);
    return Object.freeze(value);
  }
  return value;
}

const nodeInfo = (refId: string): DataFrame =>
  toDataFrame({
    refId,
    fields: [
      { name: 'Time', type: 'time', values: [FIGURE_3.to.valueOf()] },
      {
        name: 'kube_node_info',
        type: 'number',
        labels: { __name__: 'kube_node_info', node: 'lab-node', internal_ip: '10.99.0.1', kubelet_version: 'v1.20.2' },
        values: [1],
      },
    ],
  });

const namespacesFrame = (refId: string): DataFrame =>
  toDataFrame({
    refId,
    fields: [
      { name: 'Time', type: 'time', values: [FIGURE_3.to.valueOf()] },
      ...['monitoring', 'apps'].map((namespace) => ({
        name: 'Value',
        type: 'number',
        labels: { namespace },
        values: [1],
      })),
    ],
  });

/** Recording-1 around Figure 3, as Grafana 12.4 answered; what was not recorded has no series. */
function figure3({ targets }: DataQueryRequest): DataQueryResponse {
  const recorded = grafanaEmission('figure-3').data as DataFrame[];
  return deepFrozen({
    data: targets.map(({ refId }) => {
      if (refId === 'nodeInfo') {
        return nodeInfo(refId);
      }
      const frame = recorded.find((one) => refId.endsWith(`_${one.refId}`));
      return frame ? { ...frame, refId } : { refId, length: 0, fields: [] };
    }),
    state: LoadingState.Done,
  });
}

function tidemark(prometheus: FakePrometheus | undefined, jsonData: TidemarkJsonData = { promUid: 'prom' }) {
  const settings = instanceSettings({ uid: 'tm', name: 'Tidemark', type: DATASOURCE_TYPE, jsonData });
  holdDataSources([settings, ...(prometheus ? [prometheus] : [])]);
  return new TidemarkDataSource(settings);
}

/** As a refresh a minute later asks it. */
function refreshed(request: DataQueryRequest<TidemarkQuery>): DataQueryRequest<TidemarkQuery> {
  const { from, to } = FIGURE_3;
  const range = { from: dateTime(from.valueOf() + 60_000), to: dateTime(to.valueOf() + 60_000) };
  return { ...request, range: { ...range, raw: range } };
}

/** Those that ask for a panel's data, not for a node's identity. */
const panelRequests = ({ requests }: FakePrometheus) =>
  requests.filter(({ targets }) => targets.some(({ refId }) => refId.includes('_')));

beforeEach(() => holdVariables({ node: 'lab-node', cluster: '' }));

describe('of a few nodes', () => {
  const NODES = ['a', 'b', 'c', 'd', 'e'];
  const listed = ({ targets }: DataQueryRequest): DataQueryResponse => ({
    data: targets.map(({ refId }) =>
      toDataFrame({
        refId,
        fields: [
          { name: 'Time', type: 'time', values: [FIGURE_3.to.valueOf()] },
          ...(refId === 'nodeInfo' ? NODES : []).map((node) => ({
            name: 'Value',
            type: 'number',
            labels: { node },
            values: [1],
          })),
        ],
      })
    ),
    state: LoadingState.Done,
  });

  test.each([
    ['that are all there are is asked on which something showed', NODES, true],
    ['that were chosen among others nothing is asked of all', NODES.slice(1), false],
  ])('%s', async (_, nodes, isAsked) => {
    const prometheus = new FakePrometheus(listed);
    await lastValueFrom(tidemark(prometheus).query(request({ refId: 'A', kind: 'incidents', node: '', nodes })));
    const refIds = prometheus.requests.flatMap(({ targets }) => targets.map(({ refId }) => refId));
    expect(refIds.some((refId) => refId.includes('candidate'))).toBe(isAsked);
    expect(refIds.some((refId) => refId.includes('eventsOomKills'))).toBe(true);
  });
});

describe('a panel', () => {
  test('gets one wide frame and its events beside it, under its own refId', async () => {
    const { data, state } = await firstValueFrom(tidemark(new FakePrometheus(figure3)).query(request(NODE_MEMORY)));
    expect(state).toBe(LoadingState.Done);
    expect(data.map(({ name, refId }) => [name, refId])).toEqual([
      [FRAME.nodeMemory, 'A'],
      [FRAME.events, 'A'],
    ]);
    const [memory, events] = data as DataFrame[];
    expect(memory?.meta?.custom?.tidemark).toMatchObject({ identity: { node: 'lab-node', internalIp: '10.99.0.1' } });
    expect(memory?.fields[0]?.name).toBe(FIELD.time);
    expect(events?.meta?.dataTopic).toBe(DataTopic.Annotations);
  });

  test('shows allocatable to the byte', async () => {
    const { data } = await firstValueFrom(tidemark(new FakePrometheus(figure3)).query(request(NODE_MEMORY)));
    const allocatable = (data[0] as DataFrame).fields.find(({ name }) => name === FIELD.allocatable);
    expect(allocatable?.values).toContain(4675304 * 1024);
  });

  test('costs one upstream request for all its queries, and no more after the node and its pods are known', async () => {
    const prometheus = new FakePrometheus(figure3);
    const datasource = tidemark(prometheus);
    await firstValueFrom(datasource.query(request(NODE_MEMORY, EVENTS)));
    expect(prometheus.requests).toHaveLength(3);
    expect(panelRequests(prometheus)).toHaveLength(1);
    await firstValueFrom(datasource.query(refreshed(request(NODE_MEMORY, EVENTS))));
    expect(prometheus.requests).toHaveLength(4);
  });

  test('asks at a refresh for its new tail alone, by the same few queries', async () => {
    const prometheus = new FakePrometheus(figure3);
    const datasource = tidemark(prometheus);
    const first = await firstValueFrom(datasource.query(request(NODE_MEMORY)));
    const next = await firstValueFrom(datasource.query(refreshed(request(NODE_MEMORY))));
    const [whole, tail] = panelRequests(prometheus);
    expect(panelRequests(prometheus)).toHaveLength(2);
    expect(whole?.range.from.valueOf()).toBe(FIGURE_3.from.valueOf());
    // Ten minutes before the end of what is known, on the grid.
    expect(tail?.range.from.valueOf()).toBe(Math.floor(FIGURE_3.to.valueOf() / 30_000) * 30_000 - 600_000);
    const pointsOf = ({ data }: DataQueryResponse) => (data[0] as DataFrame).length;
    expect(pointsOf(next)).toBeGreaterThan(pointsOf(first) - 5);
  });

  test('asks nothing that another of the page asks or has just been told', async () => {
    const prometheus = new FakePrometheus(figure3);
    const datasource = tidemark(prometheus);
    const [memory, events] = await Promise.all([
      firstValueFrom(datasource.query(request(NODE_MEMORY))),
      firstValueFrom(datasource.query(request(EVENTS))),
    ]);
    const exprs = prometheus.requests.flatMap(({ targets }) => targets.map((target) => Reflect.get(target, 'expr')));
    expect(new Set(exprs).size).toBe(exprs.length);
    expect(memory.data.map(({ refId }) => refId)).toEqual(['A', 'A']);
    expect(events.data.map(({ refId }) => refId)).toEqual(['B']);
    const before = prometheus.requests.length;
    await firstValueFrom(datasource.query(request(EVENTS)));
    expect(prometheus.requests).toHaveLength(before);
  });

  test('without a node is told calmly when there was one, by one look-up however many queries ask', async () => {
    holdVariables({ node: '', cluster: '' });
    const seen = FIGURE_3.to.valueOf() / 1000;
    const prometheus = new FakePrometheus(({ targets }) => ({
      data: targets.map(({ refId }) =>
        toDataFrame({
          refId,
          fields: [
            { name: 'Time', type: 'time', values: [FIGURE_3.to.valueOf()] },
            { name: 'Value', type: 'number', labels: {}, values: [seen] },
          ],
        })
      ),
      state: LoadingState.Done,
    }));
    const order: TidemarkQuery = { refId: 'B', kind: 'evictionOrder', node: '$node' };
    const { data, state, errors } = await firstValueFrom(tidemark(prometheus).query(request(NODE_MEMORY, order)));
    expect([state, errors]).toEqual([LoadingState.Done, undefined]);
    expect(readNoNode(data as DataFrame[])?.lastSeen).toBe(FIGURE_3.to.valueOf());
    expect(prometheus.requests.map(({ targets }) => targets.map(({ refId }) => refId))).toEqual([['lastNode']]);
  });

  test('passes on range, interval, width, ad-hoc filters and an id of its own', async () => {
    const prometheus = new FakePrometheus(figure3);
    await firstValueFrom(tidemark(prometheus).query(request(NODE_MEMORY)));
    const [upstream] = panelRequests(prometheus);
    expect(upstream).toMatchObject({
      app: CoreApp.Unknown,
      timezone: 'browser',
      intervalMs: 15_000,
      maxDataPoints: 900,
      filters: [{ key: 'team', operator: '=', value: 'a' }],
    });
    expect(upstream?.range).toBe(FIGURE_3);
    expect(upstream?.requestId).toMatch(/^SQR100-tidemark-/);
    const refIds = upstream?.targets.map(({ refId }) => refId) ?? [];
    expect(new Set(refIds).size).toBe(refIds.length);
    expect(refIds.every((refId) => /^(A_|bare-)/.test(refId))).toBe(true);
  });

  test('leaves out the queries that are hidden', async () => {
    const prometheus = new FakePrometheus(figure3);
    const { data } = await firstValueFrom(tidemark(prometheus).query(request(NODE_MEMORY, { ...EVENTS, hide: true })));
    expect(new Set(data.map(({ refId }) => refId))).toEqual(new Set(['A']));
  });

  test('that goes away cancels its request', async () => {
    const prometheus = new FakePrometheus(figure3);
    const datasource = tidemark(prometheus);
    await firstValueFrom(datasource.query(request(NODE_MEMORY)));
    prometheus.answer = undefined;
    const subscription = datasource.query(refreshed(request(NODE_MEMORY))).subscribe();
    await settled(() => panelRequests(prometheus).length === 2);
    expect(prometheus.cancelled).toEqual([]);
    subscription.unsubscribe();
    expect(prometheus.cancelled).toEqual([expect.stringMatching(/^SQR100-tidemark-/)]);
  });
});

describe('a budget', () => {
  const budget = (node?: string): TidemarkQuery => ({
    refId: 'A',
    kind: 'budget',
    ...(node !== undefined && { node }),
  });

  test.each([
    ['one node', 'lab-node', 2],
    ['all nodes', undefined, 1],
    ['all nodes of a variable', '$all', 1],
    ['several nodes', '$several', 1],
  ])('of %s has a row for each node that is there', async (_, node, lookups) => {
    holdVariables({ all: '$__all', several: ['lab-node', 'gone'] });
    const prometheus = new FakePrometheus(figure3);
    const datasource = tidemark(prometheus);
    const { data, errors } = await firstValueFrom(datasource.query(request(budget(node))));
    expect(errors).toBeUndefined();
    expect(data).toMatchObject([{ name: FRAME.budget, refId: 'A', length: 1 }]);
    await firstValueFrom(datasource.query(refreshed(request(budget(node)))));
    expect(prometheus.requests).toHaveLength(lookups + 2);
  });
});

describe('an annotation query', () => {
  const target = (query: TidemarkQuery) =>
    tidemark(new FakePrometheus(figure3)).annotations.prepareQuery?.({
      name: 'a',
      enable: true,
      iconColor: 'red',
      target: query,
    });

  test('asks for the events of its kinds, whatever else stands in the editor', () => {
    expect(target({ ...EVENTS, kinds: ['pressure'] })).toMatchObject({
      kind: 'events',
      kinds: ['pressure'],
      as: 'annotations',
    });
    expect(target(NODE_MEMORY)).toMatchObject({ kind: 'events', node: '$node', as: 'annotations' });
  });

  test('is answered with what Grafana draws as annotations', async () => {
    const datasource = tidemark(new FakePrometheus(figure3));
    const { data } = await firstValueFrom(datasource.query(request({ ...EVENTS, as: 'annotations' })));
    expect((data[0] as DataFrame).fields.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['time', 'timeEnd', 'title', 'text', 'tags'])
    );
  });
});

describe('errors', () => {
  const inExplore = (...targets: TidemarkQuery[]) => ({ ...request(...targets), app: CoreApp.Explore });
  const failing = (request: DataQueryRequest): DataQueryResponse => {
    const answer = figure3(request);
    const refId = request.targets.find(({ refId }) => refId.endsWith('_allocatable'))?.refId;
    const error = { refId, status: 400, message: 'bad_data: parse error' };
    return refId === undefined ? answer : { ...answer, state: LoadingState.Error, error, errors: [error] };
  };

  test("one failing part stands under the panel's refId beside the data that arrived", async () => {
    const answer = await firstValueFrom(tidemark(new FakePrometheus(failing)).query(request(NODE_MEMORY)));
    expect(answer.state).toBe(LoadingState.Error);
    expect(answer.errors).toEqual([{ refId: 'A', status: 400, message: 'bad_data: parse error' }]);
    const [memory] = answer.data as DataFrame[];
    expect(memory?.fields.find(({ name }) => name === FIELD.nodeWorkingSet)).toBeDefined();
  });

  test('a server that cannot be reached is one error for each query, where each has its place', async () => {
    const recorded = grafanaEmission('connection-refused');
    const datasource = tidemark(
      new FakePrometheus(({ targets }) => ({
        ...recorded,
        errors: targets.map(({ refId }) => ({ ...recorded.errors?.[0], refId })),
      }))
    );
    const { data, errors } = await firstValueFrom(datasource.query(inExplore(NODE_MEMORY, EVENTS)));
    expect(data).toEqual([]);
    expect(errors?.map(({ refId }) => refId)).toEqual(['A', 'B']);
    expect(errors?.[0]?.message).toContain('connection refused');
  });

  test.each([
    ['no Prometheus is chosen', {}, 'No Prometheus is chosen for "Tidemark"'],
    ['the Prometheus is gone', { promUid: 'gone' }, 'does not exist or you may not query it'],
    ['the Prometheus is Tidemark itself', { promUid: 'tm' }, 'is itself a Tidemark data source'],
  ])('when %s, each query says so', async (_, jsonData, message) => {
    const { errors } = await firstValueFrom(tidemark(undefined, jsonData).query(inExplore(NODE_MEMORY, EVENTS)));
    expect(errors).toEqual([
      { refId: 'A', message: expect.stringContaining(message) },
      { refId: 'B', message: expect.stringContaining(message) },
    ]);
  });

  test('a query without a node says what to do, and the others are answered', async () => {
    const datasource = tidemark(new FakePrometheus(figure3));
    const { data, errors } = await firstValueFrom(datasource.query(request({ ...NODE_MEMORY, node: '' }, EVENTS)));
    expect(errors).toEqual([{ refId: 'A', message: expect.stringContaining('Choose a node') }]);
    expect(data.map(({ refId }) => refId)).toEqual(['B']);
  });
});

test('the least step of a panel is that of the wrapped source', () => {
  expect(tidemark(undefined).interval).toBeUndefined();
  holdDataSources([promSettings({ timeInterval: '10s' })]);
  const jsonData: TidemarkJsonData = { promUid: 'prom' };
  const settings = instanceSettings({ uid: 'tm', name: 'T', type: DATASOURCE_TYPE, jsonData });
  expect(new TidemarkDataSource(settings).interval).toBe('10s');
});

describe('who is next', () => {
  const ask = async (...targets: TidemarkQuery[]) => {
    const prometheus = new FakePrometheus(figure3);
    const { data } = await firstValueFrom(tidemark(prometheus).query(request(...targets)));
    return { names: data.map(({ name }) => name), asked: panelRequests(prometheus).length };
  };
  const ORDER = { refId: 'A', kind: 'evictionOrder', node: 'lab-node' } as const;

  test.each<[string, TidemarkQuery, readonly string[]]>([
    ['both orders', ORDER, [FRAME.evictionOrder, FRAME.oomOrder]],
    ['the kubelet’s alone', { ...ORDER, by: 'kubelet' }, [FRAME.evictionOrder]],
    ['the kernel’s alone', { ...ORDER, by: 'kernel' }, [FRAME.oomOrder]],
    ['the signals', { ...ORDER, kind: 'signals' }, [FRAME.signals]],
  ])('%s, in one upstream request', async (_, query, names) => {
    expect(await ask(query)).toEqual({ names, asked: 1 });
  });

  test('beside the node’s memory it costs no request of its own', async () => {
    const { names, asked } = await ask(NODE_MEMORY, { ...ORDER, refId: 'B' });
    expect(names).toEqual([FRAME.nodeMemory, FRAME.events, FRAME.evictionOrder, FRAME.oomOrder]);
    expect(asked).toBe(1);
  });
});

describe('variables', () => {
  const ask = async (query: object, prometheus = new FakePrometheus(figure3)) => {
    const datasource = tidemark(prometheus);
    const variables = datasource.variables;
    const answer = variables && 'query' in variables && variables.query;
    if (!answer) {
      throw new Error('no variable support');
    }
    const targets = [{ refId: 'nodes', ...query }] as never[];
    const { data } = await firstValueFrom(answer.call(variables, { ...request(), targets } as never));
    const column = (of: string) => (data[0] as DataFrame).fields.find(({ name }) => name === of)?.values;
    return { datasource, names: column('value'), texts: column('text') };
  };

  test('nodes are their names, and a panel then looks up no more than its pods', async () => {
    const prometheus = new FakePrometheus(figure3);
    const { datasource, names } = await ask({ kind: 'nodes' }, prometheus);
    expect(names).toEqual(['lab-node']);
    await firstValueFrom(datasource.query(request(NODE_MEMORY)));
    expect(prometheus.requests).toHaveLength(3);
  });

  test('namespaces are those of the pods, on the node behind the variable', async () => {
    const prometheus = new FakePrometheus(({ targets }) => ({
      data: targets.map(({ refId }) => namespacesFrame(refId)),
      state: LoadingState.Done,
    }));
    expect((await ask({ kind: 'namespaces', node: '$node' }, prometheus)).names).toEqual(['apps', 'monitoring']);
    expect(prometheus.requests).toHaveLength(1);
    expect(JSON.stringify(prometheus.requests[0]?.targets)).toContain('kube_pod_info{node=\\"lab-node\\"}');
  });

  test.each([
    ['lab-node', 'node:lab-node'],
    ['10.0.0.1:9100', 'node:10.0.0.1.9100-'],
    [`gke-${'n'.repeat(120)}`, `node:gke-${'n'.repeat(80)}`],
  ])('the tag of node %s is the one under which its incidents are written', async (node, begins) => {
    holdVariables({ node });
    const { names } = await ask({ kind: 'nodeTag', node: '$node' }, new FakePrometheus(figure3));
    expect(names).toEqual([tagOf('node', node)]);
    expect(names?.[0]).toMatch(new RegExp(`^${begins}`));
  });

  test('without a cluster label the picker says so, and its value stands for the series without one', async () => {
    expect(await ask({ kind: 'clusters' })).toMatchObject({ names: [''], texts: ['none'] });
  });
});

describe('ad-hoc filters', () => {
  test('keys and values are those of Prometheus, asked without our queries', async () => {
    const prometheus = new FakePrometheus(figure3);
    const getTagKeys = jest.fn(() => Promise.resolve([{ text: 'team' }]));
    const getTagValues = jest.fn(() => Promise.resolve({ data: [{ text: 'a' }] }));
    Object.assign(prometheus, { getTagKeys, getTagValues });
    const datasource = tidemark(prometheus);
    expect(await datasource.getTagKeys({ filters: [], queries: [NODE_MEMORY] })).toEqual([{ text: 'team' }]);
    expect(await datasource.getTagValues({ key: 'team', filters: [], queries: [NODE_MEMORY] })).toEqual([
      { text: 'a' },
    ]);
    expect(getTagKeys).toHaveBeenCalledWith({ filters: [], queries: [] });
    expect(getTagValues).toHaveBeenCalledWith({ key: 'team', filters: [], queries: [] });
  });

  test('a source without them has none', async () => {
    expect(await tidemark(new FakePrometheus(figure3)).getTagKeys()).toEqual([]);
  });
});

test("a new query starts with the dashboard's own variables where it has them", () => {
  expect(tidemark(undefined).getDefaultQuery(CoreApp.Dashboard)).toEqual({
    kind: 'nodeMemory',
    node: '$node',
    cluster: '$cluster',
  });
  holdVariables();
  expect(tidemark(undefined).getDefaultQuery(CoreApp.Explore)).toEqual({ kind: 'nodeMemory', node: '' });
});

test('Explore gets the names behind the variables', () => {
  expect(tidemark(undefined).interpolateVariablesInQueries([NODE_MEMORY], {})).toEqual([
    { ...NODE_MEMORY, node: 'lab-node' },
  ]);
});

async function settled(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 50 && !condition(); turn++) {
    await Promise.resolve();
  }
}
