import type { Series } from '../../domain/series';

import { frugalPort } from './frugalPort';
import type { PrometheusPort, PromQuery, PromReply, PromRequest } from './port';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const REQUEST: Omit<PromRequest, 'queries'> = { from: 0, to: HOUR, step: MINUTE };

/** What a series is worth at a time; undefined where it is absent. */
type Value = (time: number) => number | undefined;

/** Evaluates from the begin of a range at its step, as a Prometheus does; the refIds given fail at a step of their own. */
function prometheus(values: Readonly<Record<string, Value>>, failing: readonly string[] = []) {
  const requests: PromRequest[] = [];
  const port: PrometheusPort = (request) => {
    requests.push(request);
    const { queries, from, to } = request;
    const fails = ({ refId, step }: PromQuery) => step !== undefined && failing.includes(refId);
    return Promise.resolve<PromReply>({
      series: Object.fromEntries(
        queries
          .filter((query) => !fails(query))
          .map(({ refId, expr, mode, step = request.step }) => {
            const count = Math.floor((to - from) / step) + 1;
            const times = mode === 'instant' ? [to] : Array.from({ length: count }, (_, i) => from + i * step);
            return [refId, seriesOf(times, values[expr] ?? (() => undefined))];
          })
      ),
      errors: queries.filter(fails).map(({ refId }) => ({ refId, message: 'too many samples' })),
      warnings: [],
    });
  };
  return { port, requests };
}

function seriesOf(times: readonly number[], value: Value): readonly Series[] {
  const points = times.flatMap((time) => (value(time) === undefined ? [] : [{ time, value: value(time)! }]));
  return points.length === 0
    ? []
    : [{ labels: {}, times: points.map(({ time }) => time), values: points.map((point) => point.value) }];
}

const often = (refId: string, more: PromQuery['frugal'] = {}): PromQuery => ({
  refId,
  expr: refId,
  mode: 'range',
  frugal: more,
});
const seldom = (refId: string, more: PromQuery['frugal'] = {}): PromQuery => often(refId, { read: 'seldom', ...more });

const stretches = (requests: readonly PromRequest[]) =>
  requests.map(({ from, to, queries }) => [from / MINUTE, to / MINUTE, queries.map(({ refId }) => refId).join()]);

const minutes = Array.from({ length: 61 }, (_, i) => i * MINUTE);
const always = () => 1;
const between =
  (from: number, to: number): Value =>
  (time) =>
    time >= from * MINUTE && time < to * MINUTE ? 1 : undefined;

test('what changes seldom costs a look each five minutes and one at the end, and one request', async () => {
  const { port, requests } = prometheus({ curve: (time) => time, line: always });
  const to = HOUR + MINUTE;
  const { series } = await frugalPort(port)({ ...REQUEST, to, queries: [often('curve'), seldom('line')] });
  expect(series['line']?.[0]?.times).toEqual(series['curve']?.[0]?.times);
  expect(requests).toHaveLength(1);
  expect(requests[0]?.queries).toMatchObject([
    { refId: 'curve' },
    { refId: 'line', step: 5 * MINUTE },
    { refId: 'line-end', mode: 'instant' },
  ]);
});

test('a range from one look to another has its end looked at already', async () => {
  const { port, requests } = prometheus({ curve: always, line: (time) => (time < 58 * MINUTE ? 1 : 2) });
  const { series } = await frugalPort(port)({ ...REQUEST, queries: [often('curve'), seldom('line')] });
  expect(requests[0]?.queries.map(({ refId }) => refId)).toEqual(['curve', 'line']);
  expect(series['line']?.[0]?.values.slice(-4)).toEqual([1, 2, 2, 2]);
});

test('what a close look did not ask for is still there at the first look’s times', async () => {
  const { port } = prometheus({ curve: always, line: between(0, 31), nothing: () => undefined });
  const closely = () => ({ expr: 'nothing' });
  const { series } = await frugalPort(port)({ ...REQUEST, queries: [often('curve'), seldom('line', { closely })] });
  expect(series['line']?.[0]?.times.slice(-2)).toEqual([29 * MINUTE, 30 * MINUTE]);
});

test('where all was asked for closely, a look that shows what the close look does not is not believed', async () => {
  // VictoriaMetrics looks further back at a coarser step.
  const atLooks = (time: number) => (time % (5 * MINUTE) === 0 ? 1 : undefined);
  const line: Value = (time) => between(0, 31)(time) ?? (time < 36 * MINUTE ? atLooks(time) : undefined);
  const { port } = prometheus({ curve: always, line });
  const near: PrometheusPort = async (request) => {
    const reply = await port(request);
    return request.from === 0 ? reply : { ...reply, series: { line: [] } };
  };
  const { series } = await frugalPort(near)({ ...REQUEST, queries: [often('curve'), seldom('line')] });
  expect(series['line']?.[0]?.times.at(-1)).toBeLessThan(35 * MINUTE);
});

test('closely it is read as the stretch is long', async () => {
  const { port, requests } = prometheus({ curve: always, line: between(0, 31), near: between(0, 31) });
  const closely = (_: PromReply, { from, to }: { readonly from: number; readonly to: number }) => ({
    expr: `${(to - from) / MINUTE} min`,
  });
  await frugalPort(port)({ ...REQUEST, queries: [often('curve'), seldom('line', { closely })] });
  expect(requests[1]?.queries).toMatchObject([{ refId: 'line', expr: '7 min' }]);
});

describe('what is asked for at both ends alone', () => {
  const atEnds = {
    there: { expr: 'there' },
    ago: (time: number) => (time > 0 ? `times ${time / MINUTE} ago` : 'times'),
  };
  const queries = [often('curve'), often('times', { read: 'around', atEnds })];
  const before: Value = (time) => time - HOUR;

  test('is there at the first and at the last look, and between them nothing is asked', async () => {
    const { port, requests } = prometheus({ curve: always, there: always, times: always, 'times 60 ago': before });
    const { series } = await frugalPort(port)({ ...REQUEST, queries });
    expect(series['times']).toEqual([{ labels: {}, times: [0, HOUR], values: [0, 1] }]);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.queries.slice(1)).toMatchObject([
      { refId: 'times-there', step: 5 * MINUTE },
      { refId: 'times-first', mode: 'instant' },
      { refId: 'times-last', mode: 'instant' },
    ]);
  });

  test('is read closely where it went, and as long before as it may have gone unseen', async () => {
    const { port, requests } = prometheus({
      curve: always,
      there: between(0, 31),
      times: between(0, 31),
      'times 60 ago': before,
    });
    const { series } = await frugalPort(port)({ ...REQUEST, queries });
    expect(stretches(requests).slice(1)).toEqual([[25, 37, 'times']]);
    expect(series['times']?.[0]?.times).toEqual([0, 25, 26, 27, 28, 29, 30].map((minute) => minute * MINUTE));
  });

  test('is asked for as it is where the range ends between two looks, or where an end does not answer', async () => {
    const { port } = prometheus({ curve: always, there: always, times: always, 'times 60 ago': always });
    const uneven = await frugalPort(port)({ ...REQUEST, to: HOUR + MINUTE, queries });
    expect(uneven.series['times']?.[0]?.times.slice(0, 2)).toEqual([0, 5 * MINUTE]);
    const silent: PrometheusPort = async (request) => {
      const reply = await port(request);
      const { 'times-first': _, ...series } = reply.series;
      return { ...reply, series };
    };
    expect((await frugalPort(silent)({ ...REQUEST, queries })).series['times']?.[0]?.times).toHaveLength(61);
  });
});

test('what is wanted around changes may tell of them itself, by those of its series that count and not by what is new at each look', async () => {
  const { port, requests } = prometheus({
    curve: always,
    count: (time) => (time < 31 * MINUTE ? 1 : 2),
    stamp: (time) => time,
  });
  const around = (refId: string, tells: boolean) => often(refId, { read: 'around', changes: () => tells });
  const queries = [often('curve'), around('count', true), around('stamp', false)];
  const { series } = await frugalPort(port)({ ...REQUEST, queries });
  expect(stretches(requests)).toEqual([
    [0, 60, 'curve,count,stamp'],
    [30, 37, 'count,stamp'],
  ]);
  const looks = Array.from({ length: 13 }, (_, i) => 5 * i * MINUTE);
  const closely = Array.from({ length: 8 }, (_, i) => (30 + i) * MINUTE);
  expect(series['stamp']?.[0]?.values).toEqual([...new Set([...looks, ...closely])].sort((a, b) => a - b));
  expect(series['count']?.[0]?.times).toEqual(series['stamp']?.[0]?.times);
});

describe('what of a question changes at each step', () => {
  const apart = { seldom: 'state', each: 'stamp' };
  const queries = [often('both', { read: 'seldom', tells: 'interrupted', apart })];
  const stamp: Value = (time) => time;
  const state: Value = (time) => (time < 31 * MINUTE ? 1 : 2);

  test('is read at each, and the rest at looks and where it changed', async () => {
    const { port, requests } = prometheus({ state, stamp });
    const { series } = await frugalPort(port)({ ...REQUEST, queries });
    expect(series).toEqual({ both: [...seriesOf(minutes, state), ...seriesOf(minutes, stamp)] });
    expect(requests.map((one) => one.queries.map(({ refId, expr, step }) => [refId, expr, step]))).toEqual([
      [
        ['both-each', 'stamp', undefined],
        ['both', 'state', 5 * MINUTE],
      ],
      [['both', 'state', undefined]],
    ]);
  });

  test('tells of an interruption, in which the rest is read closely', async () => {
    const silent = (value: Value) => (time: number) => (between(31, 34)(time) ? undefined : value(time));
    const { port, requests } = prometheus({ state: silent(always), stamp: silent(stamp) });
    const { series } = await frugalPort(port)({ ...REQUEST, queries });
    expect(series['both']?.map(({ times }) => times.includes(32 * MINUTE))).toEqual([false, false]);
    expect(stretches(requests.slice(1))).toEqual([[30, 37, 'both']]);
  });

  test.each(['both', 'both-each'])(
    'is asked for as a whole where %s fails, and nothing is said of that',
    async (failing) => {
      const { port } = prometheus({ state, stamp, both: always });
      const broken: PrometheusPort = async (request) => {
        const reply = await port(request);
        const isBroken = request.queries.length > 1;
        const { [failing]: _, ...left } = reply.series;
        return isBroken ? { ...reply, series: left, errors: [{ refId: failing, message: 'too many samples' }] } : reply;
      };
      const { series, errors } = await frugalPort(broken)({ ...REQUEST, queries });
      expect([series, errors]).toEqual([{ both: seriesOf(minutes, always) }, []]);
    }
  );

  test('is asked for as a whole where the range is short', async () => {
    const { port, requests } = prometheus({ both: always });
    await frugalPort(port)({ ...REQUEST, to: 10 * MINUTE, queries });
    expect(requests.map((one) => one.queries.map(({ expr }) => expr))).toEqual([['both']]);
  });
});

test('closely it is read as the first look has taught', async () => {
  const { port, requests } = prometheus({ curve: always, line: between(0, 31), near: between(0, 31) });
  const closely = ({ series }: PromReply) => ({ expr: series['curve']?.length === 1 ? 'near' : 'far' });
  const { series } = await frugalPort(port)({ ...REQUEST, queries: [often('curve'), seldom('line', { closely })] });
  expect(requests[1]?.queries).toMatchObject([{ refId: 'line', expr: 'near' }]);
  expect(series['line']?.[0]?.times.at(-1)).toBe(30 * MINUTE);
});

test.each<[string, Value, number, number]>([
  ['that moved between two looks', (time) => (time < 22 * MINUTE ? 1 : 2), 20, 27],
  ['that ended', between(0, 31), 30, 37],
  ['that began', between(44, 61), 40, 47],
])('a line %s is read closely there, and moves when it did', async (_, line, from, to) => {
  const { port, requests } = prometheus({ curve: always, line });
  const request = { ...REQUEST, queries: [often('curve'), seldom('line')] };
  const { series } = await frugalPort(port)(request);
  expect(series['line']).toEqual((await port({ ...REQUEST, queries: [seldom('line')] })).series['line']);
  expect(stretches(requests).slice(1, -1)).toEqual([[from, to, 'line']]);
});

test('what changed long before the end may be remembered, what changed lately may not', async () => {
  const { port, requests } = prometheus({
    curve: always,
    line: (time) => Number(time > 11 * MINUTE) + Number(time > 52 * MINUTE),
  });
  await frugalPort(port)({ ...REQUEST, queries: [often('curve'), seldom('line')] });
  expect(requests.slice(1).map(({ queries }) => queries[0]?.isPast)).toEqual([true, false]);
});

test('what changed after the last look shows at the end', async () => {
  const to = HOUR + 3 * MINUTE;
  const { port } = prometheus({ curve: always, line: (time) => (time < HOUR + MINUTE ? 1 : 2) });
  const { series } = await frugalPort(port)({ ...REQUEST, to, queries: [often('curve'), seldom('line')] });
  expect(series['line']?.[0]?.values.slice(-4)).toEqual([1, 2, 2, 2]);
});

test.each<[string, PromQuery['frugal'], Value]>([
  ['a container came', { tells: 'begins' }, between(21, 61)],
  ['the server was not read for a while', { tells: 'interrupted' }, (time) => (between(21, 23)(time) ? undefined : 1)],
  ['a pod came and went', { tells: 'interrupted' }, between(21, 23)],
])('what came and went between two looks is read where another question tells that %s', async (_, frugal, told) => {
  const { port } = prometheus({ told, line: between(21, 23) });
  const { series } = await frugalPort(port)({ ...REQUEST, queries: [often('told', frugal), seldom('line')] });
  expect(series['line']?.[0]?.times).toEqual([21 * MINUTE, 22 * MINUTE]);
});

test('what nothing holds for uninterrupted is read at each step', async () => {
  const { port, requests } = prometheus({ curve: always, signs: always });
  const queries = [often('curve'), seldom('signs', { heldBy: ['page'] })];
  await frugalPort(port)({ ...REQUEST, queries });
  expect(stretches(requests).slice(1)).toEqual([[0, 60, 'signs']]);
  const held = prometheus({ page: always, signs: always });
  await frugalPort(held.port)({ ...REQUEST, queries: [often('page'), ...queries.slice(1)] });
  expect(held.requests).toHaveLength(1);
});

test('looks that fail are no answer: all is read, and nothing is said of them', async () => {
  const { port } = prometheus({ curve: always, line: always }, ['line']);
  const { series, errors } = await frugalPort(port)({ ...REQUEST, queries: [often('curve'), seldom('line')] });
  expect(series['line']?.[0]?.times).toHaveLength(61);
  expect(errors).toEqual([]);
});

test('a server that answers nothing is asked once', async () => {
  let asked = 0;
  const down: PrometheusPort = () => {
    asked += 1;
    return Promise.resolve({ series: {}, errors: [{ message: 'connection refused' }], warnings: [] });
  };
  const queries = [often('curve'), seldom('line'), often('other', { when: () => REQUEST })];
  const { errors } = await frugalPort(down)({ ...REQUEST, queries });
  expect([asked, errors]).toEqual([1, [{ message: 'connection refused' }]]);
});

test('what stands in for another is asked where that is silent, and is no failure where it is not asked', async () => {
  const standIn = (refId: string) =>
    often(refId, { when: ({ series }) => (series['curve']?.length === 0 ? REQUEST : undefined) });
  const silent = prometheus({ other: always });
  const queries = [often('curve'), standIn('other')];
  expect((await frugalPort(silent.port)({ ...REQUEST, queries })).series['other']).toHaveLength(1);
  const speaking = prometheus({ curve: always, other: always });
  expect((await frugalPort(speaking.port)({ ...REQUEST, queries })).series['other']).toEqual([]);
  expect(speaking.requests).toHaveLength(1);
});

test.each<[string, Value, ReadonlyArray<readonly [number, number]>]>([
  ['is asked no further where it is silent there, too', between(40, 61), [[10, 20]]],
  [
    'is asked all along where it speaks there',
    always,
    [
      [10, 20],
      [0, 60],
    ],
  ],
])('what stands in for a stretch %s', async (_, other, asked) => {
  const { port, requests } = prometheus({ curve: always, other });
  const when = () => ({ from: 10 * MINUTE, to: 20 * MINUTE });
  await frugalPort(port)({ ...REQUEST, queries: [often('curve'), often('other', { when })] });
  expect(stretches(requests).slice(1)).toEqual(asked.map((range) => [...range, 'other']));
});

test('a short range is read as it is, with one request', async () => {
  const { port, requests } = prometheus({ curve: always, line: (time) => time });
  const queries = [often('curve'), seldom('line'), often('other', { when: () => REQUEST })];
  await frugalPort(port)({ ...REQUEST, to: 14 * MINUTE, queries });
  expect(stretches(requests)).toEqual([[0, 14, 'curve,line,other']]);
});

describe('of pods that stay as they are', () => {
  const podsOf = (lives: Readonly<Record<string, Value>>, server: Value = always) => {
    const asked: string[] = [];
    const port: PrometheusPort = ({ queries, from, to, step: common }) => {
      asked.push(...(from > 0 || asked.length > 0 ? queries.map(({ expr }) => expr) : []));
      const series = queries.map(({ refId, expr, step = common }): [string, readonly Series[]] => {
        const times = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
        const meant = Object.keys(lives).filter((pod) => expr === 'pods' || expr.split(' ').includes(pod));
        return refId === 'server'
          ? [refId, seriesOf(times, server)]
          : [
              refId,
              meant.flatMap((pod) =>
                seriesOf(times, lives[pod]!).map((one) => ({ ...one, labels: { namespace: 'shop', pod } }))
              ),
            ];
      });
      return Promise.resolve({ series: Object.fromEntries(series), errors: [], warnings: [] });
    };
    const ofPods = (pods: ReadonlyArray<{ readonly pod: string }>) => ({ expr: pods.map(({ pod }) => pod).join(' ') });
    const queries = [often('server', { tells: 'interrupted' }), { ...seldom('info', { ofPods }), expr: 'pods' }];
    return { port, asked, queries };
  };
  const lives = { stays: always, ended: between(0, 31), began: between(44, 61) };

  test('the looks tell, and closely only the others are asked for', async () => {
    const { port, asked, queries } = podsOf(lives);
    const { series } = await frugalPort(port)({ ...REQUEST, queries });
    expect(new Set(asked)).toEqual(new Set(['began ended']));
    const all = (await port({ ...REQUEST, queries })).series['info'];
    expect(new Set(series['info'])).toEqual(new Set(all));
  });

  test('nothing is said where their server was not read for a while', async () => {
    const gap: Value = (time) => (between(21, 23)(time) ? undefined : 1);
    const { port, asked, queries } = podsOf({ stays: gap, ended: between(0, 31) }, gap);
    const { series } = await frugalPort(port)({ ...REQUEST, queries });
    expect(new Set(asked)).toEqual(new Set(['pods']));
    expect(series['info']?.[0]?.times).not.toContain(22 * MINUTE);
  });
});
