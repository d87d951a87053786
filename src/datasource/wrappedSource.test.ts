import { FakePrometheus, instanceSettings, promSettings, holdDataSources } from '../../test/fixtures/fakeGrafana';

import { DATASOURCE_TYPE } from './pluginId';
import plugin from './plugin.json';
import { loadWrapped, timeIntervalOf } from './wrappedSource';

const tidemark = instanceSettings({ uid: 'tm', name: 'Tidemark', type: DATASOURCE_TYPE, jsonData: {} });

test('the plugin id is that of plugin.json', () => {
  expect(DATASOURCE_TYPE).toBe(plugin.id);
});

test('the wrapped source is loaded by its uid', async () => {
  const prometheus = new FakePrometheus();
  holdDataSources([prometheus]);
  expect(await loadWrapped({ promUid: 'prom', name: 'Tidemark' })).toBe(prometheus);
});

test.each([
  ['none is chosen', '', 'No Prometheus is chosen for "Mine"'],
  ['it is gone', 'gone', 'uid "gone", which "Mine" reads, does not exist or you may not query it'],
  ['it is Tidemark itself', 'tm', 'is itself a Tidemark data source'],
  ['its plugin does not load', 'prom', '"Prometheus" could not be loaded: Datasource: prom was not found'],
])('when %s, one error says what to do', async (_, promUid, message) => {
  holdDataSources([tidemark, promSettings()]);
  await expect(loadWrapped({ promUid, name: 'Mine' })).rejects.toThrow(message);
});

test.each([
  ['15s', '15s'],
  ['', undefined],
  [undefined, undefined],
  [15, undefined],
])('scrape interval %j is %j', (timeInterval, expected) => {
  holdDataSources([promSettings({ timeInterval })]);
  expect(timeIntervalOf('prom')).toBe(expected);
});

test('a source that is not there has no scrape interval', () => {
  holdDataSources([]);
  expect([timeIntervalOf('prom'), timeIntervalOf('')]).toEqual([undefined, undefined]);
});
