import { parser } from '@prometheus-io/lezer-promql';

import { bundlePort } from './bundlePort';
import { nodeMemoryQueries } from '../nodeMemory';
import type { PrometheusPort, PromQuery, PromReply, PromRequest, QueryError } from './port';
import { DEFAULT_LABELS } from '../scope';

const REQUEST = { from: 0, to: 60_000, step: 30_000 };
const range = (refId: string, expr = refId): PromQuery => ({ refId, expr, mode: 'range' });
const FOUR = ['a', 'b', 'c', 'd'].map((refId) => range(refId));
const instant = (refId: string): PromQuery => ({ refId, expr: refId, mode: 'instant' });
const one = (labels: Record<string, string>) => ({ labels, times: [0], values: [1] });

/** Answers each question with a series of its name, bundled or not; a query fails that holds one of those given. */
function prometheus(failing: Readonly<Record<string, Omit<QueryError, 'refId'>>> = {}) {
  const requests: PromRequest[] = [];
  const port: PrometheusPort = (request) => {
    requests.push(request);
    const faultOf = ({ expr }: PromQuery) =>
      Object.entries(failing).find(([name]) => new RegExp(`\\b${name}\\b`).test(expr))?.[1];
    const sound = request.queries.filter((query) => !faultOf(query));
    return Promise.resolve<PromReply>({
      series: Object.fromEntries(sound.map((query) => [query.refId, answerTo(query)])),
      errors: request.queries.flatMap((query) => {
        const fault = faultOf(query);
        return fault ? [{ refId: query.refId, ...fault }] : [];
      }),
      warnings: [],
    });
  };
  return { port: bundlePort(port), asked: () => requests.map(({ queries }) => queries.map(({ refId }) => refId)) };
}

function answerTo({ refId, expr }: PromQuery) {
  const members = [...expr.matchAll(/label_replace\((\w+), "tidemark_of", "([^"]+)", "", ""\)/g)];
  const bare = / or \(?bare\)?$/.test(expr) ? [one({ of: 'bare' })] : [];
  return members.length === 0
    ? [one({ of: refId })]
    : [...members.map(([, of = '', label = '']) => one({ of, tidemark_of: label })), ...bare];
}

test('several questions are one query, and each gets its own series without the label', async () => {
  const { port, asked } = prometheus();
  const reply = await port({ ...REQUEST, queries: FOUR });
  expect(asked()).toEqual([['a+3']]);
  expect(reply.series).toEqual(Object.fromEntries(FOUR.map(({ refId: of }) => [of, [one({ of })]])));
});

test('three go side by side as they are', async () => {
  const { port, asked } = prometheus();
  await port({ ...REQUEST, queries: FOUR.slice(0, 3) });
  expect(asked()).toEqual([['a', 'b', 'c']]);
});

test('what found nothing is an empty answer, not a missing one', async () => {
  const port = bundlePort(() => Promise.resolve({ series: { 'a+3': [] }, errors: [], warnings: [] }));
  expect((await port({ ...REQUEST, queries: FOUR })).series).toEqual({ a: [], b: [], c: [], d: [] });
});

test('instant and range queries stay apart, and eight at most go together', async () => {
  const { port, asked } = prometheus();
  const many = Array.from({ length: 9 }, (_, i) => range(`r${i}`));
  const long = { ...REQUEST, to: 201 * REQUEST.step };
  await port({ ...long, queries: [instant('i1'), ...many, ...['i2', 'i3', 'i4'].map(instant)] });
  expect(asked()).toEqual([['r0+7', 'r8', 'i1+3']]);
});

describe('one that cannot be labelled', () => {
  const alone: PromQuery = { ...range('bare'), isAlone: true };
  const long = { ...REQUEST, to: 201 * REQUEST.step };

  test('goes along over few steps, with any number of others, and gets what has no label', async () => {
    const { port, asked } = prometheus();
    const many = Array.from({ length: 9 }, (_, i) => range(`r${i}`));
    const { series } = await port({ ...REQUEST, queries: [alone, ...many] });
    expect(asked()).toEqual([['r0+9']]);
    expect([series['bare'], series['r8']]).toEqual([[one({ of: 'bare' })], [one({ of: 'r8' })]]);
  });

  test.each<[string, typeof REQUEST, readonly PromQuery[], readonly string[]]>([
    ['over many steps', long, [alone, ...FOUR], ['a+3', 'bare']],
    ['at other times', REQUEST, [{ ...alone, step: 5_000 }, ...FOUR], ['a+3', 'bare']],
    ['where one goes along already', REQUEST, [alone, { ...alone, refId: 'other' }, ...FOUR], ['a+4', 'other']],
    ['as an instant', REQUEST, [{ ...alone, mode: 'instant' }, ...FOUR], ['a+3', 'bare']],
  ])('stays alone %s', async (_, request, queries, expected) => {
    const { port, asked } = prometheus();
    await port({ ...request, queries });
    expect(asked()).toEqual([expected]);
  });

  test('takes no other with it when it fails', async () => {
    const { port, asked } = prometheus({ bare: { status: 422, message: 'execution: too many samples' } });
    const { series, errors } = await port({ ...REQUEST, queries: [alone, ...FOUR] });
    expect(asked()[1]).toEqual(['a', 'b', 'c', 'd', 'bare']);
    expect([Object.keys(series).sort().join(''), errors.map(({ refId }) => refId)]).toEqual(['abcd', ['bare']]);
  });
});

test('no query grows beyond what VictoriaMetrics takes', async () => {
  const lengths: number[] = [];
  const port = bundlePort(({ queries }) => {
    lengths.push(...queries.map(({ expr }) => new TextEncoder().encode(expr).length));
    return Promise.resolve({ series: {}, errors: [], warnings: [] });
  });
  const long = (refId: string) => range(refId, `x{pod=~"${'ü'.repeat(3_500)}"}`);
  await port({ ...REQUEST, queries: ['a', 'b', 'c', 'd'].map(long) });
  expect(lengths.length).toBe(2);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(16_384);
});

test.each<[string, Omit<QueryError, 'refId'>]>([
  ['matches many to many', { status: 422, message: 'execution: many-to-many matching not allowed' }],
  ['reads too much', { message: 'query processing would load too many samples into memory in query execution' }],
  ['no gateway answers', { status: 503, message: 'HTTP 503: upstream connect error' }],
  ['takes too long', { status: 503, message: 'query timed out in expression evaluation' }],
])('a question that %s takes no other with it', async (_, fault) => {
  const { port, asked } = prometheus({ b: fault });
  const reply = await port({ ...REQUEST, queries: FOUR });
  expect(asked()).toEqual([['a+3'], ['a', 'b', 'c', 'd']]);
  expect(Object.keys(reply.series).sort()).toEqual(['a', 'c', 'd']);
  expect(reply.errors).toEqual([{ refId: 'b', ...fault }]);
});

test.each<[string, Omit<QueryError, 'refId'>]>([
  ['down', { status: 502, message: 'Post "http://prom/api/v1/query_range": dial tcp: connection refused' }],
  ['too busy', { status: 429, message: 'Too many requests: rate limit' }],
  ['not there', { message: 'fetch failed: connect ECONNREFUSED 127.0.0.1:9090' }],
  ['closed to us', { status: 403, message: 'Forbidden' }],
])('a server that is %s is not asked again, and every question has its error', async (_, fault) => {
  const { port, asked } = prometheus({ a: fault });
  const reply = await port({ ...REQUEST, queries: FOUR });
  expect(asked()).toHaveLength(1);
  expect(reply).toEqual({
    series: {},
    errors: ['a', 'b', 'c', 'd'].map((refId) => ({ refId, ...fault })),
    warnings: [],
  });
});

test('what fails as a whole is said once', async () => {
  const down: PromReply = { series: {}, errors: [{ message: 'no route to host' }], warnings: [] };
  const port = bundlePort(() => Promise.resolve(down));
  expect(await port({ ...REQUEST, queries: FOUR })).toEqual(down);
});

test('a node’s memory is a few queries that parse', async () => {
  const queries: PromQuery[] = [];
  const port = bundlePort((request) => {
    queries.push(...request.queries);
    return Promise.resolve({ series: {}, errors: [], warnings: [] });
  });
  const scope = {
    identity: { node: 'a"b', internalIp: '10.0.0.1' },
    ...{ labels: DEFAULT_LABELS, scrapeInterval: 30_000, measure: 'containers' as const, overrides: [] },
    ...REQUEST,
  };
  await port({ ...REQUEST, queries: nodeMemoryQueries(scope) });
  expect(queries.length).toBeLessThanOrEqual(4);
  for (const { expr } of queries) {
    parser.parse(expr).iterate({ enter: ({ type, from }) => expect([type.isError, from]).toEqual([false, from]) });
  }
});
