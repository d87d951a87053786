import fc from 'fast-check';

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
  ['a later end', { to: 630_000 }, 2],
  ['an earlier beginning', { from: -30_000 }, 2],
  ['an end within the same step, which Grafana asks for alike', { to: 600_001 }, 1],
  ['a range within the other', { from: 60_000, to: 300_000 }, 1],
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

test.each<[string, number, number]>([
  ['is remembered as long as the past of any answer', 14, 1],
  ['is read anew after a quarter of an hour', 15, 2],
])('what lies far back %s', async (_, minutes, requests) => {
  const { port, answer, exprs } = upstream();
  const { clock, store } = clocked();
  const past = asked({ ...range('A', 'x'), isPast: true });
  const first = sharedPort(port, store)(past);
  answer();
  await first;
  clock.now = minutes * 60_000;
  void sharedPort(port, store)(past);
  expect(exprs()).toHaveLength(requests);
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

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a range that goes on ending now', () => {
  const STEP = 30_000;
  const NOON = Date.UTC(2026, 10, 24, 12);

  /** Whose series count the seconds since noon; `late` are the times whose samples have not come yet. */
  function counting() {
    const requests: PromRequest[] = [];
    const late = new Set<number>();
    const answers: { warnings: string[]; fail: boolean; shift: number } = { warnings: [], fail: false, shift: 0 };
    const port: PrometheusPort = (request) => {
      requests.push(request);
      const { from, to, step, queries } = request;
      const times = Array.from({ length: 1 + (to - from) / step }, (_, i) => from + i * step + answers.shift);
      const there = times.filter((time) => !late.has(time));
      const series = there.length === 0 ? [] : [{ labels: {}, times: there, values: there.map((time) => time - NOON) }];
      return Promise.resolve<PromReply>({
        series: answers.fail ? {} : Object.fromEntries(queries.map(({ refId }) => [refId, series])),
        errors: answers.fail ? queries.map(({ refId }) => ({ refId, message: 'timed out' })) : [],
        warnings: answers.warnings,
      });
    };
    return { port, requests, late, answers };
  }

  function refreshing() {
    const prometheus = counting();
    const { clock, store } = clocked();
    const read = async (from: number, to: number, step = STEP, now = Math.max(to, clock.now + MINUTE)) => {
      clock.now = now;
      prometheus.requests.length = 0;
      const reply = await sharedPort(prometheus.port, store)({ queries: [range('A', 'x')], from, to, step });
      return {
        times: reply.series['A']?.[0]?.times ?? [],
        errors: reply.errors,
        asked: prometheus.requests.map(({ from: f, to: t }) => [f, t]),
      };
    };
    return { ...prometheus, read };
  }

  const grid = (from: number, to: number) => Array.from({ length: 1 + (to - from) / STEP }, (_, i) => from + i * STEP);

  test('is read once; then its new tail with ten minutes of overlap', async () => {
    const { read } = refreshing();
    expect((await read(NOON - HOUR, NOON)).asked).toEqual([[NOON - HOUR, NOON]]);
    const next = await read(NOON - HOUR + MINUTE, NOON + MINUTE);
    expect(next.asked).toEqual([[NOON - 10 * MINUTE, NOON + MINUTE]]);
    expect(next.times).toEqual(grid(NOON - HOUR + MINUTE, NOON + MINUTE));
  });

  test('shows samples that came late', async () => {
    const { read, late } = refreshing();
    grid(NOON - 9 * MINUTE, NOON).forEach((time) => late.add(time));
    expect((await read(NOON - HOUR, NOON)).times).toEqual(grid(NOON - HOUR, NOON - 9.5 * MINUTE));
    late.clear();
    expect((await read(NOON - HOUR, NOON + MINUTE)).times).toEqual(grid(NOON - HOUR, NOON + MINUTE));
  });

  test('is read anew after a quarter of an hour, for what came later still', async () => {
    const { read, late } = refreshing();
    late.add(NOON - 30 * MINUTE);
    await read(NOON - HOUR, NOON);
    late.clear();
    expect((await read(NOON - HOUR, NOON + 14 * MINUTE)).times).not.toContain(NOON - 30 * MINUTE);
    expect((await read(NOON - HOUR, NOON + 15 * MINUTE)).times).toContain(NOON - 30 * MINUTE);
  });

  test.each<[string, [number, number, number?], Array<[number, number]>]>([
    ['that now begins earlier', [NOON - 2 * HOUR, NOON], [[NOON - 2 * HOUR, NOON]]],
    ['at another step', [NOON - HOUR, NOON, 2 * STEP], [[NOON - HOUR, NOON]]],
    ['after a pause longer than itself', [NOON + HOUR, NOON + 2 * HOUR], [[NOON + HOUR, NOON + 2 * HOUR]]],
    ['shorter than the overlap', [NOON - 5 * MINUTE, NOON + MINUTE], [[NOON - 5 * MINUTE, NOON + MINUTE]]],
    ['narrowed, a minute later', [NOON - 50 * MINUTE, NOON - 20 * MINUTE], [[NOON - 50 * MINUTE, NOON - 20 * MINUTE]]],
  ])('%s is asked for as it must be', async (_, asked, expected) => {
    const { read } = refreshing();
    await read(NOON - HOUR, NOON);
    expect((await read(...asked)).asked).toEqual(expected);
  });

  test('is looked at more closely without asking, as long as a page takes to know where', async () => {
    const { read } = refreshing();
    await read(NOON - HOUR, NOON);
    const part = await read(NOON - 50 * MINUTE, NOON - 20 * MINUTE, STEP, NOON + 50_000);
    expect([part.asked, part.times]).toEqual([[], grid(NOON - 50 * MINUTE, NOON - 20 * MINUTE)]);
  });

  test('whose tail failed says so, and shows no half of it as the whole; then it goes on', async () => {
    const { read, answers } = refreshing();
    await read(NOON - HOUR, NOON);
    answers.fail = true;
    const failed = await read(NOON - HOUR, NOON + MINUTE);
    expect([failed.times, failed.errors]).toEqual([[], [{ refId: 'A', message: 'timed out' }]]);
    answers.fail = false;
    expect((await read(NOON - HOUR, NOON + 2 * MINUTE)).times).toEqual(grid(NOON - HOUR, NOON + 2 * MINUTE));
  });

  test('of which only part came is not gone on with', async () => {
    const { read, answers } = refreshing();
    answers.warnings = ['partial response: store gateway timed out'];
    await read(NOON - HOUR, NOON);
    answers.warnings = [];
    expect((await read(NOON - HOUR, NOON + MINUTE)).asked).toEqual([[NOON - HOUR, NOON + MINUTE]]);
  });

  test('whose tail comes on another grid is read as a whole', async () => {
    const { read, answers } = refreshing();
    await read(NOON - HOUR, NOON);
    answers.shift = 7;
    const next = await read(NOON - HOUR, NOON + MINUTE);
    expect(next.asked).toEqual([
      [NOON - 10 * MINUTE, NOON + MINUTE],
      [NOON - HOUR, NOON + MINUTE],
    ]);
    expect(next.times).toEqual(grid(NOON - HOUR, NOON + MINUTE).map((time) => time + 7));
  });

  test('shows at every refresh what a read of all would show, whenever samples come within ten minutes', async () => {
    const arrival = fc.array(fc.integer({ min: 0, max: 9 * MINUTE }), { minLength: 160, maxLength: 160 });
    const waits = fc.array(fc.integer({ min: 2_000, max: 8 * MINUTE }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(arrival, waits, fc.integer({ min: 15, max: 60 }), async (delays, pauses, minutes) => {
        const { clock, store } = clocked();
        const start = NOON - HOUR;
        const delayOf = (time: number) => delays[Math.floor((time - start) / STEP) % delays.length] ?? 0;
        const port: PrometheusPort = ({ from, to, step, queries }) => {
          const first = Math.floor(from / step) * step;
          const times = Array.from(
            { length: Math.max(0, 1 + Math.floor((to - first) / step)) },
            (_, i) => first + i * step
          );
          const there = times.filter((time) => time >= start && time + delayOf(time) <= clock.now);
          const series = { labels: {}, times: there, values: there };
          return Promise.resolve<PromReply>({
            series: Object.fromEntries(queries.map(({ refId }) => [refId, there.length > 0 ? [series] : []])),
            errors: [],
            warnings: [],
          });
        };
        clock.now = NOON;
        for (const pause of [0, ...pauses]) {
          clock.now += pause;
          const request = { queries: [range('A', 'x')], from: clock.now - minutes * MINUTE, to: clock.now, step: STEP };
          expect((await sharedPort(port, store)(request)).series).toEqual((await port(request)).series);
        }
      }),
      { numRuns: 60 }
    );
  });
});
