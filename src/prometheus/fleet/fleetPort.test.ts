import type { PrometheusPort, PromReply, PromRequest, QueryError } from '../ports/port';

import { fleetPort } from './fleetPort';
import { fleetQueries } from './fleetQueries';
import { DEFAULT_LABELS } from '../scope';

const TO = Date.UTC(2026, 10, 24, 11);
const SCOPE = {
  ...{ labels: DEFAULT_LABELS, from: TO - 3_600_000, to: TO, scrapeInterval: 30_000 },
  ...{ overrides: [], hasRules: false, isSmall: false },
};
const REQUEST: PromRequest = { queries: fleetQueries(SCOPE), from: SCOPE.from, to: TO, step: 30_000 };

const one = (tidemark: string) => ({ labels: { tidemark, node: 'a' }, times: [TO], values: [1] });

/** Answers a query with whatever parts it asks for, unless it fails. */
function prometheus(failing: (refId: string, expr: string) => QueryError | undefined = () => undefined) {
  const requests: PromRequest[] = [];
  const port: PrometheusPort = (request) => {
    requests.push(request);
    const errors = request.queries.flatMap(({ refId, expr }) => failing(refId, expr) ?? []);
    const sound = request.queries.filter(({ refId }) => errors.every((error) => error.refId !== refId));
    const series = sound.map(({ refId, expr }) => [
      refId,
      [...expr.matchAll(/"tidemark", "(\w+)"/g)].map(([, part = '']) => one(part)),
    ]);
    return Promise.resolve({ series: Object.fromEntries(series) as PromReply['series'], errors, warnings: [] });
  };
  return { port: fleetPort(port), requests };
}

const asked = (requests: readonly PromRequest[]) => requests.map(({ queries }) => queries.map(({ refId }) => refId));
const partsOf = ({ series }: PromReply, refId: string) => series[refId]?.map(({ labels }) => labels.tidemark);
const REST = ['fleetNodeCurves', 'fleetCurves', 'fleetRequests', 'fleetPods'];

it('asks which nodes there are and what happened on them by one query, and tells the answers apart', async () => {
  const [{ port, requests }, alone] = [prometheus(), prometheus()];
  const reply = await port(REQUEST);
  expect(asked(requests)).toEqual([['fleetNodes', ...REST]]);
  for (const refId of ['fleetNodes', 'fleetEvents']) {
    const queries = REQUEST.queries.filter((query) => query.refId === refId);
    const single = await alone.port({ ...REQUEST, queries });
    expect(partsOf(single, refId)?.length).toBeGreaterThan(5);
    expect(partsOf(reply, refId)).toEqual(partsOf(single, refId));
  }
});

it('asks each alone where the server finds both too much, and keeps what the one says', async () => {
  const tooMuch = (refId: string, expr: string) =>
    expr.includes('killsMax') ? { refId, status: 422, message: 'too many samples' } : undefined;
  const { port, requests } = prometheus(tooMuch);
  const reply = await port(REQUEST);
  expect(asked(requests)).toEqual([
    ['fleetNodes', ...REST],
    ['fleetNodes', 'fleetEvents'],
  ]);
  expect(partsOf(reply, 'fleetNodes')).toContain('nodeInfo');
  expect(reply.series.fleetEvents).toBeUndefined();
  expect(reply.errors).toEqual([{ refId: 'fleetEvents', status: 422, message: 'too many samples' }]);
  expect(Object.keys(reply.series)).toEqual(expect.arrayContaining(REST));
});

it.each([
  ['is down', { message: 'connection refused' }],
  ['wants to be asked less', { status: 429, message: 'too many requests' }],
])('asks a server that %s nothing more, and says of both that they failed', async (_, error) => {
  const { port, requests } = prometheus((refId) => ({ refId, ...error }));
  const { errors } = await port(REQUEST);
  expect(requests).toHaveLength(1);
  expect(errors.map(({ refId }) => refId).sort()).toEqual(['fleetEvents', 'fleetNodes', ...REST].sort());
});
