import { nodeScope } from '../../../test/fixtures/nodeScope';
import type { NodeEvent } from '../../domain/events/events';
import type { Series } from '../../domain/series';
import type { PromReply } from '../ports/port';
import type { NodeScope } from '../scope';

import { evaluateEvents } from './evaluateEvents';
import { PART } from './eventSource';
import { CONTAINERS } from './sources/containers';
import { FINISHED, REASONS, RESTARTS } from './sources/containerStatuses';
import { EVICTIONS } from './sources/evictions';
import { OOM_KILLS } from './sources/oomKills';
import { POD_STATUSES, PODS } from './sources/pods';
import { PRESSURE } from './sources/pressure';

const SOURCES = {
  evictions: EVICTIONS,
  oomKills: OOM_KILLS,
  pressure: PRESSURE,
  pods: PODS,
  podStatuses: POD_STATUSES,
  finished: FINISHED,
  reasons: REASONS,
  restarts: RESTARTS,
  containers: CONTAINERS,
};

const START = Date.UTC(2026, 10, 21, 21, 0);
const STEP = 30_000;
const SCOPE: NodeScope = nodeScope({
  identity: { node: 'lab-node' },
  from: START,
  to: START + 20 * STEP,
  step: STEP,
  scrapeInterval: STEP,
});

const WEB = { namespace: 'shop', pod: 'web', uid: 'u-1' };
const at = (look: number) => START + look * STEP;
/** When kube-state-metrics and the exporters were read for look n: five seconds before the grid time. */
const stamp = (look: number) => at(look) / 1000 - 5;

/** One value for each look, `null` where there is no sample. */
const series = (part: string, values: ReadonlyArray<number | null>, labels: Record<string, string> = {}): Series => {
  const points = values.flatMap((value, look) => (value === null ? [] : [{ look, value }]));
  return {
    labels: { ...labels, ...(part && { [PART]: part }) },
    times: points.map(({ look }) => at(look)),
    values: points.map(({ value }) => value),
  };
};
const LOOKS = 12;
const always = (value: number | null) => Array.from({ length: LOOKS }, () => value);
/** `before` until the look, `after` from it on. */
const from = (look: number, before: number | null, after: number | null) =>
  Array.from({ length: LOOKS }, (_, i) => (i < look ? before : after));
const stamps = (values: ReadonlyArray<number | null> = always(1)) =>
  values.map((value, i) => (value === null ? null : stamp(i)));

type Parts = Partial<Record<keyof typeof SOURCES, readonly Series[]>>;

/** A quiet node with one pod, on which everything was read all the time; `more` replaces the answer to a question. */
const reply = (more: Parts = {}): PromReply => {
  const quiet: Required<Parts> = {
    evictions: [series('alive', stamps())],
    oomKills: [series('last', always(0)), series('sampledAt', stamps())],
    pressure: [
      series('condition', always(0), { status: 'true' }),
      series('condition', always(1), { status: 'false' }),
      series('sampledAt', stamps()),
    ],
    pods: [series('info', always(1), { ...WEB, created_by_kind: 'ReplicaSet', created_by_name: 'web' })],
    podStatuses: [],
    finished: [],
    reasons: [],
    restarts: [series('', always(0), { ...WEB, container: 'web' })],
    containers: [
      series('', stamps(), { namespace: 'shop', pod: 'web', container: 'web', id: '/kubepods/burstable/podu-1/abc' }),
    ],
  };
  const answers = Object.entries({ ...quiet, ...more });
  return {
    series: Object.fromEntries(answers.map(([key, all]) => [SOURCES[key as keyof typeof SOURCES].refId, all])),
    errors: [],
    warnings: [],
  };
};

const events = (more: Parts): NodeEvent[] => evaluateEvents(SCOPE, reply(more)).events;
const evictionCount = (values: ReadonlyArray<number | null>, signal = 'memory.available') =>
  series('last', values, { eviction_signal: signal });
const evictions = (
  ...values: ReadonlyArray<readonly [values: ReadonlyArray<number | null>, signal?: string]>
): Parts => ({
  evictions: [
    series('alive', stamps()),
    ...values.flatMap(([count, signal = 'memory.available']) => [
      evictionCount(count, signal),
      series('sampledAt', stamps(count), { eviction_signal: signal }),
    ]),
  ],
});
const kernelCount = (values: ReadonlyArray<number | null>): Parts => ({
  oomKills: [series('last', values), series('sampledAt', stamps(values))],
});
const container = { ...WEB, container: 'web' };
/** The container was killed five seconds before look 6 was read and started again. */
const KILLED_AT = stamp(6) - 5;
const KILLED: Parts = {
  finished: [series('', from(6, null, KILLED_AT), container)],
  reasons: [
    series('last', from(6, null, 1), { ...container, reason: 'OOMKilled' }),
    series('exitCode', from(6, null, 137), container),
  ],
  restarts: [series('', from(6, 0, 1), container)],
};

test('a quiet node has no events and no findings', () => {
  expect(evaluateEvents(SCOPE, reply())).toEqual({ events: [], findings: [] });
});

describe('the kubelet’s count of evictions', () => {
  test('born at 1, it is an eviction in the scrape before', () => {
    expect(events(evictions([from(5, null, 1)]))).toMatchObject([
      {
        kind: 'eviction',
        signal: 'memory.available',
        earliest: stamp(4) * 1000,
        latest: stamp(5) * 1000,
        proofs: [{ source: 'kubelet_evictions', observed: 'absent → 1 (memory.available)' }],
      },
    ]);
  });

  test('there from the beginning, it is old', () => {
    expect(events(evictions([always(3)]))).toEqual([]);
  });

  test('born while nobody had read the kubelet before, it may be old', () => {
    const count = evictionCount(from(5, null, 1));
    expect(events({ evictions: [series('alive', from(5, null, 1)), count] })).toEqual([]);
  });

  test('reset by a restart of the kubelet, it counts nothing again', () => {
    expect(events(evictions([from(5, 2, 0)]))).toEqual([]);
  });

  test('reset and risen between two looks, it counts what it shows since', () => {
    expect(events(evictions([from(5, 3, 1)]))).toMatchObject([{ kind: 'eviction' }]);
  });

  test('risen by two, it is two evictions', () => {
    const found = events(evictions([from(5, 1, 3)]));
    expect(found).toHaveLength(2);
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
  });

  const gap = always(1).map((_, i) => (i > 3 && i < 8 ? null : i < 4 ? 1 : 2));
  const unread = (parts: Parts, lost: (look: number) => boolean): Parts => ({
    evictions: parts.evictions?.map(({ labels, times, values }) => {
      const kept = times.flatMap((time, i) => (lost((time - START) / STEP) ? [] : [i]));
      return { labels, times: kept.map((i) => times[i] ?? 0), values: kept.map((i) => values[i] ?? NaN) };
    }),
  });

  test('risen across a gap in which the kubelet did not answer, it happened anywhere in the gap', () => {
    const silent = unread(evictions([gap]), (look) => look > 3 && look < 8);
    expect(events(silent)).toMatchObject([{ earliest: stamp(3) * 1000, latest: stamp(8) * 1000 }]);
  });

  test('absent while the kubelet answered, it began at nothing: two evictions since the last answer, not one in the gap', () => {
    const found = events(evictions([gap]));
    expect(found).toHaveLength(2);
    expect(found).toMatchObject([{}, {}].map(() => ({ earliest: stamp(7) * 1000, latest: stamp(8) * 1000 })));
  });

  test('beside a kubelet that started anew, an old count of 1 does not hide a new first eviction', () => {
    const started = series('startedAt', from(6, START / 1000 - 3600, stamp(6) - 20));
    const parts = evictions([always(1).map((_, i) => (i < 6 || i > 7 ? 1 : null))]);
    const found = events({ evictions: [...(parts.evictions ?? []), started] });
    expect(found).toMatchObject([{ kind: 'eviction', earliest: stamp(7) * 1000, latest: stamp(8) * 1000 }]);
  });

  test('read by a scrape of 19 s, it may have risen until the scrape was over', () => {
    const parts = evictions([from(5, 0, 1)]);
    const takes = series('takes', from(5, 1, 19));
    expect(events({ evictions: [...(parts.evictions ?? []), takes] })).toMatchObject([
      { earliest: stamp(4) * 1000, latest: (stamp(5) + 19) * 1000 },
    ]);
  });

  test('by two signals is two events', () => {
    const found = events(evictions([from(5, 0, 1)], [from(7, 0, 1), 'allocatableMemory.available']));
    expect(found.map((event) => event.kind === 'eviction' && event.signal)).toEqual([
      'memory.available',
      'allocatableMemory.available',
    ]);
  });
});

describe('a pod that says Evicted', () => {
  const pods = (reason: ReadonlyArray<number | null>): Parts => ({
    pods: [series('info', always(1), { ...WEB, created_by_kind: 'ReplicaSet', created_by_name: 'web' })],
    podStatuses: [series('reason', reason, { ...WEB, reason: 'Evicted' })],
  });

  test('for days is one event', () => {
    expect(events(pods(from(4, null, 1)))).toHaveLength(1);
  });

  test('since before the range is none', () => {
    expect(events(pods(always(1)))).toEqual([]);
  });

  test('and the kubelet’s count are one event with both proofs', () => {
    const found = events({ ...evictions([from(5, 0, 1)]), ...pods(from(6, null, 1)) });
    expect(found).toMatchObject([
      {
        kind: 'eviction',
        namespace: 'shop',
        pod: 'web',
        signal: 'memory.available',
        proofs: [{ source: 'kubelet_evictions' }, { source: 'kube_pod_status_reason' }],
      },
    ]);
  });
});

describe('a kill', () => {
  test('that four sources show is one event with their proofs, at its exact time', () => {
    const found = events({ ...KILLED, ...kernelCount(from(6, 4, 5)) });
    expect(found).toMatchObject([
      {
        kind: 'oom-kill',
        namespace: 'shop',
        pod: 'web',
        container: 'web',
        qos: 'Burstable',
        exitCode: 137,
        reason: 'OOMKilled',
        processes: 1,
        earliest: KILLED_AT * 1000,
        latest: KILLED_AT * 1000,
      },
    ]);
    const sources = found.flatMap(({ proofs }) => proofs.map(({ source }) => source));
    expect(new Set(sources)).toEqual(
      new Set([
        'kube_pod_container_status_last_terminated_timestamp',
        'kube_pod_container_status_restarts_total',
        'node_vmstat_oom_kill',
      ])
    );
  });

  test('whose flag sticks until the end of the range is still one', () => {
    const sticky = { ...KILLED, restarts: [series('', from(6, 0, 1), container)] };
    expect(events({ ...sticky, ...kernelCount(from(6, 0, 1)) })).toHaveLength(1);
  });

  test('that only the node’s counter saw is a child’s: no container is named', () => {
    const [kill, ...more] = events(kernelCount(from(6, 4, 5)));
    expect(more).toEqual([]);
    expect(kill).toMatchObject({ kind: 'oom-kill', processes: 1, earliest: stamp(5) * 1000, latest: stamp(6) * 1000 });
    expect(kill).not.toHaveProperty('pod');
  });

  test('of which only the container’s flag tells, while the counter stood still, is no kill of the kernel’s', () => {
    expect(events(KILLED).map(({ kind }) => kind)).toEqual(['termination']);
  });

  test('of which only the flag tells, where nobody reads the counter, is one', () => {
    expect(events({ ...KILLED, oomKills: [] }).map(({ kind }) => kind)).toEqual(['oom-kill']);
  });

  test.each([
    ['has no exit code and no reason: they may be those of the end before', LOOKS, undefined],
    ['has those that it is shown with as soon as both replicas do', 8, 137],
  ])('that one of two replicas of Prometheus tells before the other %s', (_, until, exitCode) => {
    const older = always(stamp(2)).map((value, look) => (look < 6 || look >= until ? null : value));
    const finished = [...(KILLED.finished ?? []), series('disputed', older, container)];
    const found = events({ ...KILLED, finished, ...kernelCount(from(6, 0, 1)) });
    expect(found.map((event) => 'exitCode' in event && event.exitCode)).toEqual([exitCode ?? false]);
    expect(found.map((event) => 'reason' in event && event.reason)).toEqual([exitCode ? 'OOMKilled' : false]);
  });

  test.each([
    ['has no exit code: it may be that of the end before', [], false],
    ['has the one that is shown with its time, on which both agree', KILLED.finished, 137],
  ])('that one of two replicas of Prometheus counts before the other %s', (_, finished = [], exitCode) => {
    const restarts = [...(KILLED.restarts ?? []), series('disputed', from(6, null, 0), container)];
    const found = events({ ...KILLED, finished, restarts });
    expect(found.map((event) => 'exitCode' in event && event.exitCode)).toEqual([exitCode]);
  });

  test('that reads 137 with Error is one when the counter rose then', () => {
    const reasons = [
      series('last', from(6, null, 1), { ...container, reason: 'Error' }),
      series('exitCode', from(6, null, 137), container),
    ];
    expect(events({ ...KILLED, reasons, ...kernelCount(from(6, 0, 1)) })).toMatchObject([
      { kind: 'oom-kill', reason: 'Error', pod: 'web' },
    ]);
  });

  test('counted at the root cgroup as well says that the node was out of memory', () => {
    const oomKills = [...(kernelCount(from(6, 0, 1)).oomKills ?? []), series('root', from(6, 0, 1))];
    expect(events({ ...KILLED, oomKills })[0]?.proofs).toContainEqual(
      expect.objectContaining({
        source: 'container_oom_events_total',
        observed: expect.stringContaining('root cgroup'),
      })
    );
  });

  /** kube-state-metrics was silent at looks 4 and 5; at 6 it shows a new pod, whose container has ended. */
  const spoke = (value: number) => always(value).map((one, look) => (look === 4 || look === 5 ? null : one));
  const job = { namespace: 'shop', pod: 'job', uid: 'u-2' };
  const ENDED_IN_SILENCE: Parts = {
    pressure: [series('condition', spoke(0), { status: 'true' }), series('sampledAt', stamps(spoke(1)))],
    pods: [series('info', spoke(1), WEB), series('info', from(6, null, 1), job)],
    reasons: [series('current', from(6, null, 1), { ...job, container: 'job', reason: 'Error' })],
    restarts: [series('', from(6, null, 0), { ...job, container: 'job' })],
  };

  test.each([
    ['may be of a pod that ended unseen meanwhile', [], 'job'],
    ['is none of a pod that was created after it', [series('created', from(6, null, stamp(5) + 5), job)], undefined],
  ])('in a silence of kube-state-metrics %s', (_, podStatuses, pod) => {
    const kills = events({ ...ENDED_IN_SILENCE, podStatuses, ...kernelCount(from(4, 0, 1)) });
    expect(
      kills.filter(({ kind }) => kind === 'oom-kill').map((kill) => ('pod' in kill ? kill.pod : undefined))
    ).toEqual([pod]);
  });

  test('and a reset of the counter at the node’s restart are no two kills', () => {
    expect(events(kernelCount(from(6, 7, 0)))).toEqual([]);
  });
});

describe('memory pressure', () => {
  const condition = (values: ReadonlyArray<number | null>): Parts => ({
    pressure: [
      series('condition', values, { status: 'true' }),
      series(
        'condition',
        values.map((value) => (value === null ? null : 1 - value)),
        { status: 'false' }
      ),
      series('sampledAt', stamps(values)),
    ],
  });

  test('is a window from the first look that shows it to the first that does not', () => {
    const held = always(0).map((_, i) => (i >= 4 && i < 8 ? 1 : 0));
    expect(events(condition(held))).toMatchObject([
      { kind: 'pressure', earliest: stamp(4) * 1000, latest: stamp(8) * 1000, ended: true },
    ]);
  });

  test('goes on over a gap', () => {
    const held = always(0).map((_, i) => (i === 5 || i === 6 ? null : i >= 4 && i < 8 ? 1 : 0));
    expect(events(condition(held))).toHaveLength(1);
  });

  test('at the end of the range has not ended', () => {
    expect(events(condition(from(9, 0, 1)))).toMatchObject([{ kind: 'pressure', ended: false }]);
  });
});

describe('what is missing', () => {
  const codes = (answer: PromReply) => evaluateEvents(SCOPE, answer).findings.map(({ code }) => code);

  test.each<[keyof typeof SOURCES, string]>([
    ['evictions', 'missing-kubelet-metrics'],
    ['oomKills', 'missing-oom-counter'],
    ['pressure', 'missing-node-conditions'],
    ['pods', 'missing-kube-pod-info'],
    ['restarts', 'missing-restarts'],
    ['containers', 'missing-container-working-set'],
  ])('no answer about %s is the finding %s', (ref, code) => {
    expect(codes(reply({ [ref]: [] }))).toEqual([code]);
  });

  test('a question that failed is called failed, not missing', () => {
    const { series: answered, ...rest } = reply();
    const { [RESTARTS.refId]: _, ...others } = answered;
    const failed = { ...rest, series: others, errors: [{ refId: RESTARTS.refId, message: 'timeout' }] };
    expect(codes(failed)).toEqual(['events-query-failed']);
  });
});
