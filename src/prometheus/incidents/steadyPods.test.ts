import { nodeScope } from '../../../test/fixtures/nodeScope';
import type { Series } from '../../domain/series';
import { FINISHED, REASONS, RESTARTS } from '../events/sources/containerStatuses';
import { POD_STATUSES, PODS } from '../events/sources/pods';
import type { PromReply, PromRequest } from '../ports/port';
import type { NodeScope } from '../scope';

import { incidentQueries } from './incidentQueries';
import { findSteady, queriesBesides, steadySince, withSteady } from './steadyPods';

const WEB = { namespace: 'shop', pod: 'web' };
const DB = { namespace: 'shop', pod: 'db' };
const SCAN: NodeScope = nodeScope({
  identity: { node: 'worker-1' },
  from: 0,
  to: 120_000,
  step: 30_000,
  scrapeInterval: 30_000,
  pods: [WEB, DB],
});
const CLOSE: NodeScope = { ...SCAN, from: 30_000, to: 60_000, step: 10_000 };
const LOOKS = [0, 30_000, 60_000, 90_000, 120_000];

interface Pod {
  readonly times?: readonly number[];
  readonly restarts?: readonly number[];
  readonly uid?: string;
  readonly statusTimes?: readonly number[];
}

function podSeries(pod: typeof WEB, { times = LOOKS, restarts, uid = 'u1', statusTimes = times }: Pod = {}) {
  const of = (labels: Series['labels'], at: readonly number[], value = 1): Series => ({
    labels: { ...pod, uid, ...labels },
    times: at,
    values: at.map(() => value),
  });
  const count = of({ container: 'app' }, statusTimes, 3);
  return {
    [PODS.refId]: [of({ tidemark: 'info' }, times)],
    [POD_STATUSES.refId]: [of({ tidemark: 'created' }, times, 1000)],
    [RESTARTS.refId]: [{ ...count, values: restarts ?? count.values }],
  };
}

function replyOf(...pods: ReadonlyArray<ReturnType<typeof podSeries>>): PromReply {
  const series = (refId: string) => pods.flatMap((one) => one[refId] ?? []);
  return {
    series: Object.fromEntries(
      [PODS, POD_STATUSES, FINISHED, REASONS, RESTARTS].map(({ refId }) => [refId, series(refId)])
    ),
    errors: [],
    warnings: [],
  };
}

const namesOf = (steady: ReturnType<typeof findSteady>) => steady.map(({ info }) => info.labels['pod']);

describe('a pod that nothing happened to', () => {
  test.each<[string, Pod, readonly string[]]>([
    ['was there at each look, and of it the same was told', {}, ['web', 'db']],
    ['was not restarted', { restarts: [3, 3, 4, 4, 4] }, ['db']],
    ['did not come', { times: LOOKS.slice(1) }, ['db']],
    ['did not go', { times: LOOKS.slice(0, -1) }, ['db']],
    ['was spoken of at each look', { statusTimes: LOOKS.slice(0, 2) }, ['db']],
  ])('%s', (_, web, steady) => {
    expect(namesOf(findSteady(SCAN, replyOf(podSeries(WEB, web), podSeries(DB))))).toEqual(steady);
  });

  test('is no other of its name', () => {
    const twice = replyOf(podSeries(WEB), podSeries(WEB, { uid: 'u2' }), podSeries(DB));
    expect(namesOf(findSteady(SCAN, twice))).toEqual(['db']);
  });

  test('is not known where the scan was coarse, nobody named it, or a question failed', () => {
    const reply = replyOf(podSeries(WEB), podSeries(DB));
    const { [RESTARTS.refId]: _, ...series } = reply.series;
    expect(findSteady({ ...SCAN, step: 60_000 }, reply)).toEqual([]);
    expect(findSteady({ ...SCAN, pods: undefined }, reply)).toEqual([]);
    expect(findSteady(SCAN, { ...reply, series })).toEqual([]);
  });
});

describe('a close look', () => {
  const refs = [POD_STATUSES, FINISHED, REASONS, RESTARTS].map(({ refId }) => refId);
  const asked = (scan: PromReply) =>
    queriesBesides(CLOSE, findSteady(SCAN, scan)).filter(({ refId }) => refs.includes(refId));

  test('asks of the other pods alone, and of which pods were there as before', () => {
    const scan = replyOf(podSeries(WEB), podSeries(DB, { restarts: [3, 3, 4, 4, 4] }));
    expect(asked(scan).map(({ expr }) => /"web/.test(expr))).toEqual([false, false, false, false]);
    expect(asked(scan).every(({ expr }) => expr.includes('pod=~"db"'))).toBe(true);
    const [all, besides] = [incidentQueries(CLOSE), queriesBesides(CLOSE, findSteady(SCAN, scan))].map((queries) =>
      queries.filter(({ refId }) => !refs.includes(refId))
    );
    expect(JSON.stringify(besides)).toBe(JSON.stringify(all));
  });

  test('asks of none where nothing happened to any', () => {
    expect(asked(replyOf(podSeries(WEB), podSeries(DB)))).toEqual([]);
  });

  test('says of the steady what the scan said, wherever they were there', () => {
    const steady = findSteady(SCAN, replyOf(podSeries(WEB), podSeries(DB)));
    const close = { ...replyOf(podSeries(WEB, { times: [30_000, 40_000] })), errors: [] };
    const { [RESTARTS.refId]: __, ...unasked } = close.series;
    const { series } = withSteady({ ...close, series: { ...unasked, [POD_STATUSES.refId]: [] } }, steady);
    expect(series[RESTARTS.refId]).toEqual([
      { labels: { ...WEB, uid: 'u1', container: 'app' }, times: [30_000, 40_000], values: [3, 3] },
    ]);
    expect(series[FINISHED.refId]).toEqual([]);
  });

  test('that failed for the others says nothing of the steady either', () => {
    const steady = findSteady(SCAN, replyOf(podSeries(WEB), podSeries(DB)));
    const { [RESTARTS.refId]: _, ...series } = replyOf(podSeries(WEB)).series;
    const failed = { series, errors: [{ refId: RESTARTS.refId, message: 'timeout' }], warnings: [] };
    expect(withSteady(failed, steady).series[RESTARTS.refId]).toBeUndefined();
  });
});

describe('before the scan began', () => {
  const LATER: NodeScope = { ...SCAN, from: 900_000, to: 1_020_000 };
  const steady = findSteady(
    LATER,
    replyOf(...[WEB, DB].map((pod) => podSeries(pod, { times: LOOKS.map((time) => time + 900_000) })))
  );
  const BEFORE = [300_000, 600_000, 900_000];

  async function since(...pods: ReadonlyArray<ReturnType<typeof podSeries>>) {
    const asked: PromRequest[] = [];
    const port = (request: PromRequest) => {
      asked.push(request);
      return Promise.resolve(replyOf(...pods));
    };
    return { names: namesOf(await steadySince({ port }, LATER, 580_000, steady)), asked };
  }

  const WEB_BEFORE = podSeries(WEB, { times: BEFORE });

  test.each<[string, Pod, readonly string[]]>([
    ['a pod was steady of which the same was told', { times: BEFORE }, ['web', 'db']],
    ['one that restarted was not', { times: BEFORE, restarts: [2, 3, 3] }, ['web']],
    ['one that was not there yet was not', { times: BEFORE.slice(1) }, ['web']],
    ['another of the same name was not', { times: BEFORE, uid: 'u0' }, ['web']],
    ['one of which less was told was not', { times: BEFORE, statusTimes: [] }, ['web']],
  ])('%s', async (_, pod, names) => {
    expect((await since(WEB_BEFORE, podSeries(DB, pod))).names).toEqual(names);
  });

  test('it is asked at looks, from the one before the stretch, of the steady alone', async () => {
    const { asked } = await since(WEB_BEFORE);
    expect(asked.map(({ from, to, step }) => ({ from, to, step }))).toEqual([
      { from: 300_000, to: 900_000, step: 300_000 },
    ]);
    expect(asked[0]?.queries.every(({ frugal }) => frugal === undefined)).toBe(true);
    expect(asked[0]?.queries.find(({ refId }) => refId === RESTARTS.refId)?.expr).toContain('pod=~"web|db"');
  });

  test('of which nothing could be asked none was', async () => {
    const port = () => Promise.resolve({ series: {}, errors: [{ message: 'down' }], warnings: [] });
    expect(await steadySince({ port }, LATER, 580_000, steady)).toEqual([]);
  });
});
