import { getDataSourceSrv, setBackendSrv, type BackendSrv } from '@grafana/runtime';

import { instanceSettings, promSettings, holdDataSources } from '../../test/fixtures/fakeGrafana';

import { createTidemarkDataSource, findPrometheusDataSources, findTidemarkDataSources } from './createDataSource';
import { DATASOURCE_TYPE } from './pluginId';

const SOURCES = [
  promSettings(),
  instanceSettings({ uid: 'loki', name: 'Loki', type: 'loki', jsonData: {} }),
  instanceSettings({
    uid: 'amp',
    name: 'AMP',
    type: 'grafana-amazonprometheus-datasource',
    jsonData: {},
    isDefault: true,
  }),
  instanceSettings({ uid: 'azure', name: 'Azure', type: 'grafana-azureprometheus-datasource', jsonData: {} }),
  instanceSettings({ uid: 'tm', name: 'Tidemark', type: DATASOURCE_TYPE, jsonData: {} }),
];

function answering(post: () => Promise<unknown>) {
  const backend = { post: jest.fn(post) };
  setBackendSrv(backend as unknown as BackendSrv);
  return backend;
}

test('what Tidemark can read is listed, the default first and then by name, and nothing else', () => {
  holdDataSources(SOURCES);
  expect(findPrometheusDataSources().map(({ uid }) => uid)).toEqual(['amp', 'azure', 'prom']);
  expect(findTidemarkDataSources()).toEqual([{ uid: 'tm', name: 'Tidemark', isDefault: false }]);
});

test('a created data source is told to Grafana', async () => {
  const list = holdDataSources(SOURCES);
  const backend = answering(() => Promise.resolve({ datasource: { uid: 'new', name: 'Tidemark' } }));
  expect(await createTidemarkDataSource('prom')).toEqual({ ok: true, uid: 'new', name: 'Tidemark' });
  expect(backend.post).toHaveBeenCalledWith(
    '/api/datasources',
    { name: 'Tidemark', type: DATASOURCE_TYPE, access: 'proxy', jsonData: { promUid: 'prom' } },
    expect.objectContaining({ showErrorAlert: false })
  );
  expect(list.reloads).toBe(1);
});

test.each([
  [403, 'not-permitted', 'Only an admin'],
  [401, 'not-permitted', 'Only an admin'],
  [409, 'name-taken', '"Tidemark" exists already'],
  [500, 'failed', 'database is locked'],
])('status %i is %s', async (status, why, message) => {
  const list = holdDataSources(SOURCES);
  answering(() => Promise.reject({ status, data: { message: 'database is locked' } }));
  expect(await createTidemarkDataSource('prom')).toEqual({ ok: false, why, message: expect.stringContaining(message) });
  expect(list.reloads).toBe(0);
});

test('of none, Grafana still lists its own source by type; it is not taken for one of Tidemark', () => {
  holdDataSources([promSettings()]);
  expect(
    getDataSourceSrv()
      .getList({ type: DATASOURCE_TYPE })
      .map(({ name }) => name)
  ).toEqual(['-- Grafana --']);
  expect(findTidemarkDataSources()).toEqual([]);
});
