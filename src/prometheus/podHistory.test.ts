import { parser } from '@prometheus-io/lezer-promql';

import type { Series } from '../domain/series';

import { loadPodHistory } from './podHistory';
import type { PrometheusPort, PromReply, PromRequest } from './ports/port';
import { DEFAULT_LABELS } from './scope';

const FROM = Date.UTC(2026, 10, 21, 21);
const TO = Date.UTC(2026, 10, 21, 22);
const MINUTE = 60_000;
const REQUEST = { labels: DEFAULT_LABELS, search: { namespace: 'apps', name: 'api' }, from: FROM, to: TO };
const WHO = { namespace: 'apps', pod: 'api-0', uid: 'u', container: 'api' };

/** One number every minute from the start on. */
const series = (labels: Record<string, string>, ...values: readonly number[]): Series => ({
  labels: { ...WHO, ...labels },
  times: values.map((_, index) => FROM + index * MINUTE),
  values: [...values],
});
const only = (one: Series, ...at: readonly number[]): Series => ({
  ...one,
  times: at.map((index) => one.times[index] ?? 0),
  values: at.map((index) => one.values[index] ?? 0),
});
const answering =
  (replied: PromReply['series'], asked: PromRequest[] = []): PrometheusPort =>
  (request) => {
    asked.push(request);
    return Promise.resolve({ series: replied, errors: [], warnings: [] });
  };
const load = (replied: PromReply['series']) => loadPodHistory(answering(replied), REQUEST);
const seconds = (minute: number) => (FROM + minute * MINUTE) / 1000;

describe('how containers ended', () => {
  test('is told once for each time they finished, with the code and reason of that moment', async () => {
    const { ends } = await load({
      podFinished: [series({}, seconds(-9), seconds(-9), seconds(1.5), seconds(1.5))],
      podExitCodes: [series({}, 143, 143, 137, 137)],
      podReasons: [
        only(series({ reason: 'Error' }, 1, 1, 1, 1), 0, 1),
        only(series({ reason: 'OOMKilled' }, 1, 1, 1, 1), 2, 3),
      ],
    });
    expect(ends).toEqual([
      { namespace: 'apps', pod: 'api-0', container: 'api', at: FROM - 9 * MINUTE, exitCode: 143, reason: 'Error' },
      {
        namespace: 'apps',
        pod: 'api-0',
        container: 'api',
        at: FROM + 1.5 * MINUTE,
        exitCode: 137,
        reason: 'OOMKilled',
      },
    ]);
  });

  test('is told by the status alone where it has no time', async () => {
    const { ends } = await load({
      podReasons: [series({ reason: 'OOMKilled' }, 1, 1)],
      podExitCodes: [series({}, 137, 137)],
    });
    expect(ends).toMatchObject([{ seenAt: FROM, exitCode: 137, reason: 'OOMKilled' }]);
    expect(ends[0]?.at).toBeUndefined();
  });

  test('is told by its state for a container that was not started again', async () => {
    const { ends } = await load({ podStates: [only(series({ reason: 'Completed' }, 1, 1, 1), 2)] });
    expect(ends).toMatchObject([{ seenAt: FROM + 2 * MINUTE, reason: 'Completed' }]);
  });

  test('is told once where state and finish show the same end', async () => {
    const state = only(series({ reason: 'Error' }, 1, 1, 1), 2);
    const { ends } = await load({
      podStates: [state],
      podFinished: [only(series({}, ...Array(4).fill(seconds(1.5))), 3)],
    });
    expect(ends).toMatchObject([{ at: FROM + 1.5 * MINUTE }]);
    const late = await load({ podStates: [state], podFinished: [series({}, seconds(-30))] });
    expect(late.ends).toHaveLength(2);
  });

  test('leaves out another workload that begins alike', async () => {
    const { ends } = await load({ podFinished: [series({ pod: 'api-gateway-0' }, seconds(1))] });
    expect(ends).toEqual([]);
  });

  test('a status without a finish is no end', async () => {
    expect((await load({ podFinished: [series({}, 0, NaN, -1)] })).ends).toEqual([]);
  });
});

describe('where pods were', () => {
  const seen = (labels: Record<string, string>, minute: number): Series => ({
    labels: { namespace: 'apps', ...labels },
    times: [TO],
    values: [seconds(minute)],
  });

  test('is by node and cluster, the last seen first, also by who owns them', async () => {
    const { pods } = await load({
      podSeenOn: [
        seen({ pod: 'api-0', node: 'a', cluster: 'c' }, 5),
        seen({ pod: 'odd-name', node: 'b', created_by_kind: 'Rollout', created_by_name: 'api' }, 9),
        seen({ pod: 'api-gateway-0', node: 'c' }, 9),
        seen({ pod: 'api-1' }, 1),
      ],
    });
    expect(pods).toEqual([
      { namespace: 'apps', pod: 'odd-name', node: 'b', lastSeen: FROM + 9 * MINUTE },
      { namespace: 'apps', pod: 'api-0', node: 'a', cluster: 'c', lastSeen: FROM + 5 * MINUTE },
      { namespace: 'apps', pod: 'api-1', lastSeen: FROM + MINUTE },
    ]);
  });

  test('is by cAdvisor’s host where kube-state-metrics never saw them', async () => {
    const { pods } = await load({
      podSeenOn: [seen({ pod: 'api-0', node: 'a' }, 5)],
      podSampledOn: [
        seen({ pod: 'api-0', instance: '10.0.0.1:10250' }, 5),
        seen({ pod: 'api-7', instance: '10.0.0.2:10250' }, 3),
      ],
    });
    expect(pods?.map(({ pod, node }) => [pod, node])).toEqual([
      ['api-0', 'a'],
      ['api-7', '10.0.0.2'],
    ]);
  });

  test('is none where nobody saw one, and unknown where that could not be asked', async () => {
    expect((await load({ podSeenOn: [] })).pods).toEqual([]);
    expect((await load({})).pods).toBeUndefined();
  });
});

test('asks once; every query parses and carries the name, whatever it holds', async () => {
  const asked: PromRequest[] = [];
  const search = { namespace: 'a"b\\', name: 'x.*"} or up{a="' };
  await loadPodHistory(answering({}, asked), { ...REQUEST, cluster: 'c', search });
  expect(asked).toHaveLength(1);
  asked[0]?.queries.forEach(({ expr }) => {
    const faults: number[] = [];
    parser.parse(expr).iterate({ enter: ({ type, from }) => void (type.isError && faults.push(from)) });
    expect(faults).toEqual([]);
    expect(expr).toContain('pod=~"x\\\\.\\\\*\\"\\\\} or up\\\\{a=\\"(?:-.+)?"');
    expect(expr).toContain('cluster="c"');
  });
});
