import type { PrometheusPort, PromQuery, PromReply, PromRequest } from './port';
import { shared, sharedPort } from './sharedPort';

const range = (refId: string, expr: string): PromQuery => ({ refId, expr, mode: 'range' });
const instant = (refId: string, expr: string): PromQuery => ({ refId, expr, mode: 'instant' });
const asked = (...queries: readonly PromQuery[]): PromRequest => ({ queries, from: 0, to: 600_000, step: 30_000 });

/** A Prometheus that answers each expression with a series named after it, when told to. */
function upstream() {
  const requests: PromRequest[] = [];
  const stopped: PromRequest[] = [];
  const waiting: Array<(reply?: Partial<PromReply>) => void> = [];
  const port: PrometheusPort = (request, signal) => {
    requests.push(request);
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => {
        stopped.push(request);
        reject(new Error('stopped'));
      });
      waiting.push((reply) => resolve({ ...answerTo(request), ...reply }));
    });
  };
  const answer = (reply?: Partial<PromReply>) => waiting.shift()?.(reply);
  const exprs = () => requests.map(({ queries }) => queries.map(({ expr }) => expr));
  return { port, answer, exprs, stopped };
}

const answerTo = ({ queries }: PromRequest): PromReply => ({
  series: Object.fromEntries(queries.map(({ refId, expr }) => [refId, [named(expr)]])),
  errors: [],
  warnings: [],
});
const named = (expr: string) => ({ labels: { expr }, times: [0], values: [1] });

function clocked() {
  const clock = { now: 0 };
  return { clock, store: shared(() => clock.now) };
}

test('what is being asked is not asked again, and both get it under their own refIds', async () => {
  const { port, answer, exprs } = upstream();
  const { store } = clocked();
  const first = sharedPort(port, store)(asked(range('A_x', 'x'), range('A_y', 'y')));
  const second = sharedPort(port, store)(asked(range('B_y', 'y'), range('B_z', 'z')));
  expect(exprs()).toEqual([['x', 'y'], ['z']]);
  answer();
  answer();
  expect((await first).series).toEqual({ A_x: [named('x')], A_y: [named('y')] });
  expect((await second).series).toEqual({ B_y: [named('y')], B_z: [named('z')] });
});

test.each([
  ['another end', { to: 600_001 }, 2],
  ['another beginning', { from: 1 }, 2],
  ['another step', { step: 60_000 }, 2],
  ['the same', {}, 1],
])('a range query with %s is %j: %i requests', async (_, change, requests) => {
  const { port, exprs } = upstream();
  const { store } = clocked();
  void sharedPort(port, store)(asked(range('A', 'x')));
  void sharedPort(port, store)({ ...asked(range('A', 'x')), ...change });
  expect(exprs()).toHaveLength(requests);
});

test('an instant query is the same whatever the beginning and the step, and another under other filters', () => {
  const { port, exprs } = upstream();
  const { store } = clocked();
  void sharedPort(port, store)(asked(instant('A', 'x')));
  void sharedPort(port, store)({ ...asked(instant('A', 'x')), from: 1, step: 1 });
  expect(exprs()).toHaveLength(1);
  void sharedPort(port, store, 'team=a')(asked(instant('A', 'x')));
  expect(exprs()).toHaveLength(2);
});

test('an answer is kept for the rest of the page, then asked anew', async () => {
  const { port, answer, exprs } = upstream();
  const { clock, store } = clocked();
  const ask = () => sharedPort(port, store)(asked(range('A', 'x')));
  const first = ask();
  answer();
  await first;
  clock.now = 1_999;
  expect((await ask()).series).toEqual({ A: [named('x')] });
  expect(exprs()).toHaveLength(1);
  clock.now = 2_000;
  void ask();
  expect(exprs()).toHaveLength(2);
});

test('what failed is asked again, what came beside it is not', async () => {
  const { port, answer, exprs } = upstream();
  const { store } = clocked();
  const ask = () => sharedPort(port, store)(asked(range('A', 'x'), range('B', 'y')));
  const first = ask();
  answer({ series: { A: [named('x')] }, errors: [{ refId: 'B', message: 'timed out' }] });
  expect((await first).errors).toEqual([{ refId: 'B', message: 'timed out' }]);
  void ask();
  expect(exprs()).toEqual([['x', 'y'], ['y']]);
});

test('errors and warnings reach everybody who waited, an error of one query only those who asked it', async () => {
  const { port, answer } = upstream();
  const { store } = clocked();
  const first = sharedPort(port, store)(asked(range('A', 'x'), range('B', 'y')));
  const second = sharedPort(port, store)(asked(range('C', 'x')));
  answer({ series: {}, errors: [{ message: 'down' }, { refId: 'B', message: 'bad' }], warnings: ['partial'] });
  expect(await first).toEqual({
    series: {},
    errors: [{ message: 'down' }, { refId: 'B', message: 'bad' }],
    warnings: ['partial'],
  });
  expect(await second).toEqual({ series: {}, errors: [{ message: 'down' }], warnings: ['partial'] });
});

test('who gives up does not take it from the others; the last one stops it, and it is asked anew', async () => {
  const { port, exprs, stopped } = upstream();
  const { store } = clocked();
  const [one, other] = [new AbortController(), new AbortController()];
  const ask = (signal: AbortSignal) => sharedPort(port, store)(asked(range('A', 'x')), signal);
  const outcomes = Promise.allSettled([ask(one.signal), ask(other.signal)]);
  one.abort();
  expect(stopped).toEqual([]);
  other.abort();
  expect(stopped).toHaveLength(1);
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  void sharedPort(port, store)(asked(range('A', 'x')));
  expect(exprs()).toHaveLength(2);
});
