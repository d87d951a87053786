/** @jest-environment ./test/browserWithFetch.ts */
import { queryPrometheus } from './queryPrometheus';

const REQUEST = {
  fromMs: 1795295100000,
  toMs: 1795295160000,
  intervalMs: 30000,
  maxDataPoints: 100,
  scrapeIntervalMs: 30000,
};
const SOME_SERIES = {
  status: 'success',
  data: { resultType: 'matrix', result: [{ metric: { pod: 'a' }, values: [[1795295100, '1']] }] },
};

const answering = (reply: (query: string) => Response) => ({
  url: 'http://prometheus.test',
  fetch: ((_: unknown, init?: RequestInit) =>
    Promise.resolve(reply((init?.body as URLSearchParams).get('query') ?? ''))) as typeof fetch,
});
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const ask = (endpoint: Parameters<typeof queryPrometheus>[0], ...exprs: string[]) =>
  queryPrometheus(
    endpoint,
    { ...REQUEST, targets: exprs.map((expr, index) => ({ refId: 'AB'[index]!, expr, range: true })) },
    new AbortController().signal
  );

test('infos of Prometheus 3 and warnings become notices of the first frame', async () => {
  const endpoint = answering(() =>
    json({ ...SOME_SERIES, infos: ['PromQL info: not a counter'], warnings: ['PromQL warning: partial'] })
  );
  const response = await ask(endpoint, 'rate(up[2m])');
  expect(response.data[0].meta.notices).toEqual([
    { severity: 'warning', text: 'PromQL warning: partial' },
    { severity: 'info', text: 'PromQL info: not a counter' },
  ]);
});

test('a refusal of VictoriaMetrics carries its number as the kind of error; the frames come sorted by refId', async () => {
  const endpoint = answering((query) =>
    query === 'sum(' ? json({ status: 'error', errorType: '422', error: 'unexpected token' }, 422) : json(SOME_SERIES)
  );
  const response = await ask(endpoint, 'up', 'sum(');
  expect(response.errors).toEqual([{ refId: 'B', message: '422: unexpected token', status: 422 }]);
  expect(response.data.map(({ refId, length }) => [refId, length])).toEqual([
    ['A', 1],
    ['B', 0],
  ]);
});

test('a reply that is not from a Prometheus is quoted', async () => {
  const response = await ask(
    answering(() => new Response('<html>login</html>', { status: 200 })),
    'up'
  );
  expect(response.error?.message).toContain('<html>login</html>');
});

test('who hangs up gets no answer', async () => {
  const stop = new AbortController();
  const endpoint = {
    url: 'http://prometheus.test',
    fetch: ((_: unknown, init?: RequestInit) =>
      new Promise((__, reject) =>
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      )) as typeof fetch,
  };
  const answer = queryPrometheus(endpoint, { ...REQUEST, targets: [{ refId: 'A', expr: 'up' }] }, stop.signal);
  stop.abort();
  await expect(answer).rejects.toThrow('aborted');
});
