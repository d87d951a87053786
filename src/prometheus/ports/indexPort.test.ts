import type { Series } from '../../domain/series';

import { indexedSeries, indexForm, type Indexed } from './indexed';
import { indexPort } from './indexPort';
import type { PrometheusPort, PromReply, PromRequest } from './port';

const HOUR = 3_600_000;
const INDEX: Indexed = { series: '{__name__=~"a|b"}', by: ['node', 'instance'], window: HOUR };
const REQUEST: PromRequest = {
  queries: [
    { refId: 'now', expr: 'a', mode: 'instant' },
    { refId: 'ever', expr: 'group(last_over_time(a[1h]))', mode: 'instant', index: INDEX },
  ],
  from: 0,
  to: 2 * HOUR,
  step: 60_000,
};

const one = (node: string): Series => ({ labels: { node }, times: [REQUEST.to], values: [1] });

function answering(errors: PromReply['errors'] = []) {
  const asked: string[][] = [];
  const port: PrometheusPort = ({ queries }) => {
    asked.push(queries.map(({ refId }) => refId));
    const series = Object.fromEntries(errors.length > 0 ? [] : queries.map(({ refId }) => [refId, [one(refId)]]));
    return Promise.resolve({ series, errors, warnings: [] });
  };
  return { port, asked };
}

test('what the index tells is not asked as a query', async () => {
  const { port, asked } = answering();
  const told = [one('told')];
  const reply = await indexPort(port, () => Promise.resolve(told))(REQUEST);
  expect(asked).toEqual([['now']]);
  expect(reply.series).toEqual({ now: [one('now')], ever: told });
});

test('a request of nothing else asks no query', async () => {
  const { port, asked } = answering();
  const queries = REQUEST.queries.slice(1);
  const reply = await indexPort(port, () => Promise.resolve([]))({ ...REQUEST, queries });
  expect([asked, reply.series]).toEqual([[], { ever: [] }]);
});

test('what the index does not tell is asked as a query', async () => {
  const { port, asked } = answering();
  const reply = await indexPort(port, () => Promise.resolve(undefined))(REQUEST);
  expect(asked).toEqual([['now'], ['ever']]);
  expect(reply.series).toEqual({ now: [one('now')], ever: [one('ever')] });
});

test('a server that is down is not asked again, and the question failed like the others', async () => {
  const { port, asked } = answering([{ refId: 'now', message: 'connection refused' }]);
  const reply = await indexPort(port, () => Promise.resolve(undefined))(REQUEST);
  expect(asked).toEqual([['now']]);
  expect(reply.errors.map(({ refId }) => refId)).toEqual(['now', 'ever']);
});

test('without such a question nothing is asked of an index', async () => {
  const { port } = answering();
  const ask = jest.fn();
  await indexPort(port, ask)({ ...REQUEST, queries: REQUEST.queries.slice(0, 1) });
  expect(ask).not.toHaveBeenCalled();
});

test('the index is asked for the window before the end, in seconds', () => {
  expect(indexForm(INDEX, 2 * HOUR)).toEqual({ 'match[]': INDEX.series, start: '3600', end: '7200' });
});

const success = (data: unknown, more = {}) => ({ status: 'success', data, ...more });
const told = (...all: Array<Record<string, string>>) => all.map((labels) => ({ labels, times: [7], values: [1] }));

test.each<[string, unknown, unknown]>([
  [
    'series as what they have of these labels, each once',
    success([{ job: 'x', node: 'a' }, { job: 'y', node: 'a' }, { instance: 'b:1' }]),
    told({ node: 'a' }, { instance: 'b:1' }),
  ],
  ['nothing as nothing', success([]), []],
  ['nothing that a warning says is not all', success([], { warnings: ['one store is down'] }), undefined],
  ['nothing that VictoriaMetrics says is not all', success([], { isPartial: true }), undefined],
  ['no error', { status: 'error', errorType: 'bad_data', error: 'parse error' }, undefined],
  ['no page of a proxy', undefined, undefined],
  ['no labels that are no texts', success([{ node: 1 }]), undefined],
])('it reads %s', (_, reply, series) => {
  expect(indexedSeries(reply, INDEX, 7)).toEqual(series);
});

test('it reads the values of a label as series of that label', () => {
  expect(indexedSeries(success(['one', 'two']), { ...INDEX, by: ['cluster'] }, 7)).toEqual(
    told({ cluster: 'one' }, { cluster: 'two' })
  );
});
