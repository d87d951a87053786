import type { PrometheusPort, PromReply } from './port';
import { wholePort } from './wholePort';

const REQUEST = { from: 0, to: 60_000, step: 30_000 };
const LONG = { refId: 'reasons', expr: 'a', more: ['b', 'c'], mode: 'range' as const };
const OTHER = { refId: 'up', expr: 'up', mode: 'range' as const };
const seriesOf = (expr: string) => ({ labels: { expr }, times: [0], values: [1] });

/** Answers each query with a series that names it; those given fail. */
const prometheus =
  (asked: string[][], ...failing: readonly string[]): PrometheusPort =>
  ({ queries }) => {
    asked.push(queries.map(({ refId }) => refId));
    const isFailing = ({ expr }: { expr: string }) => failing.includes(expr);
    return Promise.resolve<PromReply>({
      series: Object.fromEntries(
        queries.filter((query) => !isFailing(query)).map(({ refId, expr }) => [refId, [seriesOf(expr)]])
      ),
      errors: queries.filter(isFailing).map(({ refId, expr }) => ({ refId, message: `${expr} timed out` })),
      warnings: [],
    });
  };

test('a question of several queries is asked at once and answered as one', async () => {
  const asked: string[][] = [];
  const reply = await wholePort(prometheus(asked))({ ...REQUEST, queries: [LONG, OTHER] });
  expect(asked).toHaveLength(1);
  expect(new Set(asked[0]).size).toBe(4);
  expect(reply.series).toEqual({ reasons: ['a', 'b', 'c'].map(seriesOf), up: [seriesOf('up')] });
});

test('a part that failed is an error of the whole question, beside what the others brought', async () => {
  const reply = await wholePort(prometheus([], 'b'))({ ...REQUEST, queries: [LONG] });
  expect(reply.errors).toEqual([{ refId: 'reasons', message: 'b timed out' }]);
  expect(reply.series).toEqual({ reasons: ['a', 'c'].map(seriesOf) });
});

test('of a question whose parts all failed there is no answer, which is not an empty one', async () => {
  const { series } = await wholePort(prometheus([], 'a', 'b', 'c'))({ ...REQUEST, queries: [LONG] });
  expect(series).toEqual({});
});
