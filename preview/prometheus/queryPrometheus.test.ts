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

test('of many queries ten are asked at once, as by Grafana’s backend', async () => {
  const counts = { running: 0, most: 0 };
  const endpoint = {
    url: 'http://prometheus.test',
    fetch: (async () => {
      counts.running += 1;
      counts.most = Math.max(counts.most, counts.running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      counts.running -= 1;
      return json(SOME_SERIES);
    }) as typeof fetch,
  };
  const targets = Array.from({ length: 25 }, (_, index) => ({ refId: `Q${index}`, expr: 'up', range: true }));
  const { data } = await queryPrometheus(endpoint, { ...REQUEST, targets }, new AbortController().signal);
  expect(data).toHaveLength(25);
  expect(counts.most).toBe(10);
});

test('Explore is given tables of instant queries, a dashboard series', async () => {
  const vector = { resultType: 'vector', result: [{ metric: { pod: 'a' }, value: [1795295160, '1'] }] };
  const endpoint = answering(() => json({ status: 'success', data: vector }));
  const targets = [{ refId: 'A', expr: 'up', instant: true }];
  const askFor = async (app: string) => {
    const { data } = await queryPrometheus(endpoint, { ...REQUEST, app, targets }, new AbortController().signal);
    return data[0].fields.map(({ name }: { name: string }) => name);
  };
  expect(await askFor('explore')).toEqual(['Time', 'pod', 'Value']);
  expect(await askFor('dashboard')).not.toContain('pod');
});
