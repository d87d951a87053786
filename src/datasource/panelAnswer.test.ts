import { FieldType, LoadingState, type DataFrame } from '@grafana/data';

import type { PromReply, PromRequest } from '../prometheus/ports/port';

import { answerPanel, refusal, type Prepared } from './panelAnswer';
import type { Plan } from './plan';

const TIMES = { from: 1795295100000, to: 1795295900000, step: 30_000 };

/** Asks `up` and `down`; its frame tells which of them were answered. */
const planned = (
  refId: string,
  frames: Plan['frames'] = (reply) => [frameNamed(Object.keys(reply.series).join('+'))]
): Prepared => ({
  refId,
  plan: {
    queries: [
      { refId: 'up', expr: 'up', mode: 'range' },
      { refId: 'down', expr: 'down', mode: 'instant' },
    ],
    frames,
  },
});

const frameNamed = (name: string): DataFrame => ({ name, length: 0, fields: [] });

/** A Prometheus that answers as told; `asked` are the refIds of each request. */
function answering(reply: (request: PromRequest) => Partial<PromReply>) {
  const asked: string[][] = [];
  const port = (request: PromRequest) => {
    asked.push(request.queries.map(({ refId }) => refId));
    return Promise.resolve({ series: {}, errors: [], warnings: [], ...reply(request) });
  };
  return { asked, asking: { port, times: TIMES, signal: new AbortController().signal } };
}

const answeringAll = () =>
  answering(({ queries }) => ({ series: Object.fromEntries(queries.map(({ refId }) => [refId, []])) }));

test('all queries of a panel are one upstream request, each with refIds of its own', async () => {
  const { asked, asking } = answeringAll();
  const { data, state } = await answerPanel([planned('A'), planned('B')], asking);
  expect(asked).toEqual([['A_up', 'A_down', 'B_up', 'B_down']]);
  expect(state).toBe(LoadingState.Done);
  expect(data).toEqual([
    { ...frameNamed('up+down'), refId: 'A' },
    { ...frameNamed('up+down'), refId: 'B' },
  ]);
});

test("what fails is an error under the panel's refId, beside the data that arrived", async () => {
  const { asking } = answering(() => ({
    series: { A_up: [], B_up: [], B_down: [] },
    errors: [{ refId: 'A_down', status: 400, message: 'parse error' }],
  }));
  const answer = await answerPanel([planned('A'), planned('B')], asking);
  expect(answer).toEqual({
    data: [
      { ...frameNamed('up'), refId: 'A' },
      { ...frameNamed('up+down'), refId: 'B' },
    ],
    state: LoadingState.Error,
    error: { refId: 'A', status: 400, message: 'parse error' },
    errors: [{ refId: 'A', status: 400, message: 'parse error' }],
  });
});

test('a server that is down is one error for each panel query, and no frame that claims to know anything', async () => {
  const down = (refId?: string) => ({ refId, status: 502, message: 'connection refused' });
  const { asking } = answering(() => ({ errors: [down('A_up'), down('A_down'), down()] }));
  const { data, errors } = await answerPanel([planned('A'), planned('B')], asking);
  expect(data).toEqual([]);
  expect(errors).toEqual([down('A'), down('B')]);
});

test('a query that could not be planned does not stop the others', async () => {
  const { asked, asking } = answeringAll();
  const { data, errors } = await answerPanel([{ refId: 'A', error: new Error('Choose a node') }, planned('B')], asking);
  expect(asked).toEqual([['B_up', 'B_down']]);
  expect(data).toHaveLength(1);
  expect(errors).toEqual([{ refId: 'A', message: 'Choose a node' }]);
});

test('without anything to ask, Prometheus is left alone', async () => {
  const { asked, asking } = answeringAll();
  expect((await answerPanel([{ refId: 'A', error: new Error('Choose a node') }], asking)).state).toBe(
    LoadingState.Error
  );
  expect(asked).toEqual([]);
});

test("a fault of ours in one query is that query's error", async () => {
  const { asking } = answeringAll();
  const broken = planned('A', () => {
    throw new Error('unexpected');
  });
  const { data, errors } = await answerPanel([broken, planned('B')], asking);
  expect(data).toHaveLength(1);
  expect(errors).toEqual([{ refId: 'A', message: 'unexpected' }]);
});

test('what Prometheus remarks stands on the first frame, once, and the frames that were made stay untouched', async () => {
  const own = Object.freeze({
    ...frameNamed('first'),
    fields: [{ name: 'time', type: FieldType.time, config: {}, values: [] }],
    meta: Object.freeze({ notices: [{ severity: 'warning' as const, text: 'own' }] }),
  });
  const { asking } = answering(() => ({
    series: { A_up: [] },
    warnings: ['own', 'PromQL info: no counter', 'PromQL warning: mixed'],
  }));
  const { data } = await answerPanel([planned('A', () => [own, frameNamed('second')])], asking);
  expect(data.map(({ meta }) => meta?.notices)).toEqual([
    [
      { severity: 'warning', text: 'own' },
      { severity: 'info', text: 'PromQL info: no counter' },
      { severity: 'warning', text: 'PromQL warning: mixed' },
    ],
    undefined,
  ]);
});

test('what stops a whole panel is said under each of its queries', () => {
  expect(refusal(['A', 'B'], new Error('gone')).errors).toEqual([
    { refId: 'A', message: 'gone' },
    { refId: 'B', message: 'gone' },
  ]);
});
