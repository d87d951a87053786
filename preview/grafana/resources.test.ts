import { buildServer } from './grafanaServer';
import { sourceSettings } from './sourceSettings';

const PROMETHEUS = sourceSettings({ uid: 'prom', name: 'Prometheus', type: 'prometheus', jsonData: {} });
const FOUND = { status: 'success', data: [{ __name__: 'up', job: 'kubelet' }] };
const REFUSED = { status: 'error', errorType: 'bad_data', error: 'invalid parameter "match[]": 1:4: parse error' };

const server = buildServer({
  sources: [PROMETHEUS],
  metas: {},
  hasPermission: () => true,
  askPrometheus: (path) => {
    if (path.includes('down')) {
      throw new Error('dial tcp 127.0.0.1:9: connect: connection refused');
    }
    return path === '/api/v1/series?match%5B%5D=up&start=1'
      ? { status: 200, data: FOUND }
      : { status: 400, data: REFUSED };
  },
});

/** As a Grafana 12.4.0 answered when asked the same of a Prometheus 2.42. */
test.each<[string, string, string, object]>([
  ['what Prometheus found', 'prom', 'up', { status: 200, data: FOUND }],
  ['what Prometheus refuses', 'prom', 'up{', { status: 400, data: REFUSED }],
  [
    'that Prometheus is not there',
    'prom',
    'down',
    {
      status: 500,
      data: {
        statusCode: 500,
        messageId: 'plugin.requestFailureError',
        message: 'An error occurred within the plugin',
      },
    },
  ],
  [
    'that there is no such source',
    'another',
    'up',
    { status: 500, data: { message: 'Unable to load datasource meta data', traceID: '' } },
  ],
])('the resources of a data source tell %s', async (_, uid, match, reply) => {
  const url = `/api/datasources/uid/${uid}/resources/api/v1/series`;
  expect(await server.answer({ method: 'GET', url, params: { 'match[]': match, start: '1' } })).toEqual(reply);
});
