import { httpPort, type Fetch } from './httpPort';
import type { PromRequest } from './port';

const REQUEST: PromRequest = {
  queries: [
    { refId: 'range', expr: 'a{b="&="}', mode: 'range' },
    { refId: 'now', expr: 'b', mode: 'instant' },
  ],
  from: 1795295100000,
  to: 1795295900500,
  step: 15000,
};
const EMPTY = '{"status":"success","data":{"resultType":"matrix","result":[]},"warnings":["one store is down"]}';

const answering =
  (...replies: Array<{ status: number; text: string }>): Fetch =>
  async () => {
    const reply = replies.shift() ?? { status: 200, text: EMPTY };
    return { status: reply.status, text: async () => reply.text };
  };

const hanging: Fetch = (_, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('asks for each query as a form, an instant at the end of the range', async () => {
  const asked: unknown[] = [];
  const fetch: Fetch = (url, { body }) => {
    asked.push([url, Object.fromEntries(new URLSearchParams(body))]);
    return answering()(url, { method: 'POST', headers: {}, body, signal: new AbortController().signal });
  };
  await httpPort({ fetch, url: 'http://prometheus.test/prefix/' })(REQUEST);
  expect(asked).toEqual([
    [
      'http://prometheus.test/prefix/api/v1/query_range',
      { query: 'a{b="&="}', start: '1795295100', end: '1795295900.5', step: '15' },
    ],
    ['http://prometheus.test/prefix/api/v1/query', { query: 'b', time: '1795295900.5' }],
  ]);
});

test('one query that fails does not hide the other, and a warning is told once', async () => {
  const fetch = answering({ status: 422, text: '{"status":"error","error":"no"}' });
  expect(await httpPort({ fetch, url: '' })(REQUEST)).toEqual({
    series: { now: [] },
    errors: [{ refId: 'range', status: 422, message: 'no' }],
    warnings: ['one store is down'],
  });
});

test('the error page of a proxy is told by its status', async () => {
  const fetch = answering({ status: 502, text: '<html>' }, { status: 200, text: '<html>' });
  const { errors } = await httpPort({ fetch, url: '' })(REQUEST);
  expect(errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^HTTP 502: a proxy in front/),
    expect.stringMatching(/^a web page answers instead of the Prometheus API/),
  ]);
});

test('a connection that fails is told by its cause', async () => {
  const fetch: Fetch = () => Promise.reject(new Error('fetch failed', { cause: new Error('connect ECONNREFUSED') }));
  const { errors } = await httpPort({ fetch, url: '' })(REQUEST);
  expect(errors[0]).toEqual({ refId: 'range', message: 'connect ECONNREFUSED' });
});

test('what was tried before is told beside the error', async () => {
  const fetch: Fetch = async () => ({
    status: 503,
    note: 'asked 5 times',
    text: async () => '{"status":"error","errorType":"timeout","error":"too slow"}',
  });
  const { errors } = await httpPort({ fetch, url: '' })(REQUEST);
  expect(errors[0]).toEqual({ refId: 'range', status: 503, message: 'timeout: too slow; asked 5 times' });
});

test('a limit of the fetch’s own is enough', async () => {
  expect((await httpPort({ fetch: answering(), url: '', timeout: Infinity })(REQUEST)).errors).toEqual([]);
});

test('a server that does not answer is given up on', async () => {
  const { errors } = await httpPort({ fetch: hanging, url: '', timeout: 10 })(REQUEST);
  expect(errors.map(({ message }) => message)).toEqual(['no answer within 0.01 s', 'no answer within 0.01 s']);
});

test('rejects when aborted, before and during the request', async () => {
  const port = httpPort({ fetch: hanging, url: '' });
  const running = new AbortController();
  const reply = port(REQUEST, running.signal);
  running.abort(new Error('left the page'));
  await expect(reply).rejects.toThrow('left the page');
  await expect(port(REQUEST, running.signal)).rejects.toThrow('left the page');
});

describe('what an index tells', () => {
  const asking = (by: readonly string[]): PromRequest => ({
    ...REQUEST,
    queries: [
      REQUEST.queries[1]!,
      { refId: 'ever', expr: 'ever', mode: 'instant', index: { series: 'up', by, window: 60_000 } },
    ],
  });
  const paths: string[] = [];
  const server =
    (index: { status: number; text: string }): Fetch =>
    (url, { method }) => {
      paths.push(`${method} ${new URL(url).pathname}${new URL(url).search}`);
      const { status, text } = url.includes('match') ? index : { status: 200, text: EMPTY };
      return Promise.resolve({ status, text: () => Promise.resolve(text) });
    };
  const ask = (by: readonly string[], index: { status: number; text: string }) => {
    paths.length = 0;
    return httpPort({ fetch: server(index), url: 'http://prometheus.test/prefix/' })(asking(by));
  };

  test.each([
    [['cluster', 'node'], 'series', '[{"node":"a"}]', { node: 'a' }],
    [['node'], 'label/node/values', '["a"]', { node: 'a' }],
  ])('of %j is asked of it', async (by, path, data, labels) => {
    const { series } = await ask(by, { status: 200, text: `{"status":"success","data":${data}}` });
    expect(paths).toEqual([
      'POST /prefix/api/v1/query',
      `GET /prefix/api/v1/${path}?match%5B%5D=up&start=1795295840.5&end=1795295900.5`,
    ]);
    expect(series['ever']).toMatchObject([{ labels }]);
  });

  test.each([
    ['forbids it', { status: 403, text: '{"status":"error","error":"no"}' }],
    ['is behind a proxy that does not know it', { status: 404, text: '<html>' }],
  ])('is asked as a query of a server that %s', async (_, index) => {
    const { series, errors } = await ask(['node'], index);
    expect(paths.map((one) => one.split('?')[0])).toEqual([
      'POST /prefix/api/v1/query',
      'GET /prefix/api/v1/label/node/values',
      'POST /prefix/api/v1/query',
    ]);
    expect([series['ever'], errors]).toEqual([[], []]);
  });
});
