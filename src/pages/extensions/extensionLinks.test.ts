import { AppPlugin, dateTime, PluginExtensionPoints } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';

import { holdVariables } from '../../../test/fixtures/fakeGrafana';
import app from '../../plugin.json';

import { addExtensionLinks, type ExtensionContext } from './extensionLinks';

const INCIDENTS = '/a/tidemark-nodememory-app/incidents';
const [NODE, POD] = ['Node memory incidents', 'Why did this pod die?'];
const HOUR = { timeRange: { from: 'now-1h', to: 'now' } };

const links = addExtensionLinks(new AppPlugin()).addedLinkConfigs;
const pathOf = (title: string | undefined, context: ExtensionContext | undefined) =>
  links.find((link) => link.title === title)?.configure?.(context)?.path;

beforeEach(() => {
  const list = [{ uid: 'tide', jsonData: { promUid: 'prom' } }];
  setDataSourceSrv({ getList: () => list } as unknown as DataSourceSrv);
  holdVariables();
});

test('plugin.json declares just the links that are added, where they are added', () => {
  expect(app.extensions.addedLinks).toEqual(
    links.map(({ title, description, targets }) => ({ targets, title, description }))
  );
  expect(links.every(({ targets }) => targets.includes(PluginExtensionPoints.DashboardPanelMenu))).toBe(true);
});

test('a panel’s matchers lead to the node at the panel’s time, on the Tidemark over its Prometheus', () => {
  const targets = [{ refId: 'A', expr: 'up{node="a"}', datasource: { uid: 'prom' } }];
  expect(pathOf(NODE, { targets, ...HOUR, timeZone: 'utc' })).toBe(
    `${INCIDENTS}?var-ds=tide&var-node=a&from=now-1h&to=now&timezone=utc`
  );
});

test('variables are put into the matchers; of several values each is a node', () => {
  holdVariables({ host: ['a', 'b'], where: 'shop' });
  const targets = [{ refId: 'A', expr: 'up{node=~"$host",cluster="$where"}' }];
  expect(pathOf(NODE, { targets })).toBe(`${INCIDENTS}?var-cluster=shop&var-node=a&var-node=b`);
});

test('a dashboard’s own variables speak where no matcher does', () => {
  holdVariables({ node: 'a', namespace: 'apps', pod: 'web-0' });
  expect(pathOf(NODE, { targets: [{ refId: 'A' }] })).toBe(`${INCIDENTS}?var-node=a`);
  expect(pathOf(POD, { targets: [{ refId: 'A' }] })).toBe(`${INCIDENTS}?pod=apps%2Fweb-0`);
});

test('our own queries name their node', () => {
  expect(pathOf(NODE, { targets: [{ refId: 'A', node: 'a', datasource: { uid: 'tide' } }] })).toBe(
    `${INCIDENTS}?var-ds=tide&var-node=a`
  );
});

test('an absolute range is written so', () => {
  const timeRange = { from: dateTime(0), to: dateTime(60_000) };
  expect(pathOf(POD, { targets: [{ refId: 'A', expr: 'up{pod=~"web-.*"}' }], timeRange })).toBe(
    `${INCIDENTS}?from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T00%3A01%3A00.000Z&pod=web`
  );
});

test('an alert rule speaks by its expression, an alert by its labels', () => {
  expect(pathOf(POD, { expression: 'up{namespace="apps",pod="web-0"}', labels: {} })).toBe(
    `${INCIDENTS}?pod=apps%2Fweb-0`
  );
  expect(pathOf(NODE, { instance: { labels: { node: 'a' } } })).toBe(`${INCIDENTS}?var-node=a`);
});

test('an alert as Grafana hands it over, frozen and wrapped, can be read', () => {
  const labels = Object.freeze({ node: 'a' });
  const instance = new Proxy(Object.freeze({ labels }), { get: () => new Proxy(labels, {}) });
  expect(() => instance.labels).toThrow(TypeError);
  expect(pathOf(NODE, { instance })).toBe(`${INCIDENTS}?var-node=a`);
});

test.each<[string, ExtensionContext | undefined]>([
  ['no context', undefined],
  ['no query', {}],
  ['a query of nobody', { targets: [{ refId: 'A', expr: 'sum(rate(http_requests_total[5m]))' }] }],
  ['all nodes', { targets: [{ refId: 'A', expr: 'up{node=~".*"}' }] }],
  ['a query that is no text', { targets: [{ refId: 'A', expr: { hostile: true } }] }],
])('%s offers no link', (_, context) => {
  expect(pathOf(NODE, context)).toBeUndefined();
  expect(pathOf(POD, context)).toBeUndefined();
});

test('a Grafana that fails offers no link rather than an error', () => {
  setDataSourceSrv({
    getList: () => {
      throw new Error('not ready');
    },
  } as unknown as DataSourceSrv);
  expect(pathOf(NODE, { targets: [{ refId: 'A', expr: 'up{node="a"}' }] })).toBeUndefined();
});
