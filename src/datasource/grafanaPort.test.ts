import { CoreApp, LoadingState, toDataFrame, type DataQueryResponse } from '@grafana/data';
import { parser } from '@prometheus-io/lezer-promql';
import { of } from 'rxjs';

import { FakePrometheus, FIGURE_3 } from '../../test/fixtures/fakeGrafana';
import { grafanaEmission } from '../../test/fixtures/grafanaEmission';
import { quote, regexLiteral } from '../prometheus/promql';
import type { PromRequest } from '../prometheus/ports/port';

import { grafanaPort, type PanelRequest } from './grafanaPort';

const PANEL: PanelRequest = Object.freeze({
  requestId: 'SQR100',
  app: CoreApp.Dashboard,
  range: FIGURE_3,
  interval: '15s',
  intervalMs: 15_000,
  maxDataPoints: 900,
  timezone: 'browser',
  scopedVars: { __interval: { text: '15s', value: '15s' } },
  dashboardUID: 'fig3',
  panelId: 2,
  filters: [{ key: 'team', operator: '=', value: 'a' }],
  startTime: 0,
});

const ASKED: PromRequest = Object.freeze<PromRequest>({
  queries: [
    { refId: 'A', expr: 'up', mode: 'range' },
    { refId: 'B', expr: 'kube_node_info', mode: 'instant' },
  ],
  from: FIGURE_3.from.valueOf(),
  to: FIGURE_3.to.valueOf(),
  step: 30_000,
});

const portTo = (source: FakePrometheus) => grafanaPort({ source, request: PANEL, requestId: 'SQR100-tidemark' });
const empty = (): DataQueryResponse => ({ data: [] });

test('all queries go upstream in one request that keeps what the panel gave', async () => {
  const prometheus = new FakePrometheus(empty);
  await portTo(prometheus)(ASKED);
  const common = {
    exemplar: false,
    format: 'time_series',
    legendFormat: 'value',
    interval: '30000ms',
    datasource: prometheus.getRef(),
  };
  expect(prometheus.requests).toEqual([
    {
      ...PANEL,
      app: CoreApp.Unknown,
      requestId: expect.stringMatching(/^SQR100-tidemark-\d+$/),
      targets: [
        { refId: 'A', expr: 'up', range: true, instant: false, ...common },
        { refId: 'B', expr: 'kube_node_info', range: false, instant: true, ...common },
      ],
    },
  ]);
  expect(prometheus.requests[0]?.range).toBe(FIGURE_3);
});

test('Explore, for which Prometheus would make tables of instant queries, gets the same series', async () => {
  const prometheus = new FakePrometheus(({ app }) =>
    grafanaEmission(app === CoreApp.Explore ? 'instant-table' : 'instant-time-series')
  );
  const ask = (app: CoreApp) => grafanaPort({ source: prometheus, request: { ...PANEL, app }, requestId: app })(ASKED);
  const [inExplore, onDashboard] = await Promise.all([ask(CoreApp.Explore), ask(CoreApp.Dashboard)]);
  expect(onDashboard?.errors).toEqual([]);
  expect(Object.keys(onDashboard?.series ?? {})).not.toEqual([]);
  expect(inExplore).toEqual(onDashboard);
});

test('no two requests share an id, by which the later would cancel the earlier', async () => {
  const prometheus = new FakePrometheus(empty);
  const port = portTo(prometheus);
  await Promise.all([port(ASKED), port(ASKED)]);
  expect(new Set(prometheus.requests.map(({ requestId }) => requestId)).size).toBe(2);
});

test("another range than the panel's is asked as such", async () => {
  const prometheus = new FakePrometheus(empty);
  await portTo(prometheus)({ ...ASKED, from: ASKED.from - 60_000 });
  expect(prometheus.requests[0]?.range.from.valueOf()).toBe(ASKED.from - 60_000);
  expect(prometheus.requests[0]?.range.to.valueOf()).toBe(ASKED.to);
});

test('a label value that looks like a dashboard variable stays as it is', async () => {
  const prometheus = new FakePrometheus(empty);
  const hostile = 'a$node${x}[[y]]"\\';
  const expr = `up{node=${quote(hostile)},instance=~${quote(regexLiteral(hostile))}}`;
  await portTo(prometheus)({ ...ASKED, queries: [{ refId: 'A', expr, mode: 'range' }] });
  const sent = String(prometheus.requests[0]?.targets[0] && Reflect.get(prometheus.requests[0].targets[0], 'expr'));
  expect(sent).not.toMatch(/\$|\[\[/);
  expect(parser.parse(sent).toString()).not.toContain('⚠');
  const [node, instance] = [...sent.matchAll(/=~?("(?:[^"\\]|\\.)*")/g)].map(([, text = '']) => unquote(text));
  expect([node, instance]).toEqual([hostile, regexLiteral(hostile)]);
});

/** Go's escapes, as far as they occur. */
const unquote = (text: string): string =>
  text
    .slice(1, -1)
    .replace(/\\(x([0-9a-f]{2})|.)/g, (_, one: string, hex?: string) =>
      hex ? String.fromCharCode(parseInt(hex, 16)) : one
    );

test("one failing query leaves the other's data", async () => {
  const reply = await portTo(new FakePrometheus(() => grafanaEmission('one-of-two-fails')))(ASKED);
  expect(Object.keys(reply.series)).toEqual(['A']);
  expect(reply.errors).toEqual([expect.objectContaining({ refId: 'B', status: 400 })]);
});

test.each([
  ['an Error', new Error('boom'), { message: 'boom' }],
  [
    'what the backend client rejects with',
    { status: 403, data: { message: 'no access' } },
    { status: 403, message: 'no access' },
  ],
  ['nothing of use', undefined, { message: 'The request failed without a reason.' }],
])('%s thrown by the wrapped source becomes an error of the whole request', async (_, thrown, error) => {
  const prometheus = new FakePrometheus(() => {
    throw thrown;
  });
  expect(await portTo(prometheus)(ASKED)).toEqual({ series: {}, errors: [error], warnings: [] });
});

test('of several emissions the last counts; none at all is an empty answer', async () => {
  const prometheus = new FakePrometheus(empty);
  const frame = (value: number) =>
    toDataFrame({
      refId: 'A',
      fields: [
        { name: 'Time', type: 'time', values: [1] },
        { name: 'Value', type: 'number', values: [value] },
      ],
    });
  prometheus.query = () => of({ data: [frame(1)], state: LoadingState.Loading }, { data: [frame(2)] });
  expect((await portTo(prometheus)(ASKED)).series.A?.[0]?.values).toEqual([2]);
  prometheus.query = () => of();
  expect(await portTo(prometheus)(ASKED)).toEqual({ series: {}, errors: [], warnings: [] });
});

test('aborting unsubscribes and rejects', async () => {
  const prometheus = new FakePrometheus();
  const abort = new AbortController();
  const reply = portTo(prometheus)(ASKED, abort.signal);
  expect(prometheus.cancelled).toEqual([]);
  abort.abort();
  await expect(reply).rejects.toMatchObject({ name: 'AbortError' });
  expect(prometheus.cancelled).toEqual([expect.stringMatching(/^SQR100-tidemark-/)]);
});

test('what is aborted before it starts asks nothing', async () => {
  const prometheus = new FakePrometheus(empty);
  await expect(portTo(prometheus)(ASKED, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  expect(prometheus.requests).toEqual([]);
});

describe('what an index tells', () => {
  const asking = (by: readonly string[]): PromRequest => ({
    ...ASKED,
    queries: [
      ASKED.queries[1]!,
      { refId: 'C', expr: 'ever', mode: 'instant', index: { series: 'up', by, window: 60_000 } },
    ],
  });
  const end = ASKED.to / 1000;
  const params = { 'match[]': 'up', start: String(end - 60), end: String(end) };
  const refIds = ({ requests }: FakePrometheus) => requests.map(({ targets }) => targets.map(({ refId }) => refId));

  test.each([
    [['cluster', 'node'], 'api/v1/series', [{ node: 'a', job: 'x' }], { node: 'a' }],
    [['cluster'], 'api/v1/label/cluster/values', ['one'], { cluster: 'one' }],
  ])('of %j is asked of the wrapped source’s resources, and not as a query', async (by, path, data, labels) => {
    const prometheus = new FakePrometheus(empty);
    prometheus.index = () => Promise.resolve({ status: 'success', data });
    const reply = await portTo(prometheus)(asking(by));
    expect(prometheus.resources).toEqual([{ path, params }]);
    expect(refIds(prometheus)).toEqual([['B']]);
    expect(reply.series.C).toEqual([{ labels, times: [ASKED.to], values: [1] }]);
  });

  test.each<[string, (prometheus: FakePrometheus) => void]>([
    ['the resources refuse it', () => {}],
    ['something else answers', (prometheus) => (prometheus.index = () => Promise.resolve('<html>'))],
    [
      'the source has no resources',
      (prometheus) => Object.defineProperty(prometheus, 'getResource', { value: undefined }),
    ],
  ])('is asked as a query where %s', async (_, lame) => {
    const prometheus = new FakePrometheus(() => grafanaEmission('instant-time-series'));
    lame(prometheus);
    const reply = await portTo(prometheus)(asking(['node']));
    expect(refIds(prometheus)).toEqual([['B'], ['C']]);
    expect(reply.errors).toEqual([]);
  });
});
