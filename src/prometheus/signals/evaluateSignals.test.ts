import type { Series } from '../../domain/series';
import type { PromReply } from '../ports/port';
import { DEFAULT_LABELS } from '../scope';

import { SIGNALS } from './catalogue';
import { evaluateSignals } from './evaluateSignals';
import { isOfFamily } from './signal';

const TO = Date.UTC(2026, 10, 21, 21);
const part = (tidemark: string, value: number, labels: Record<string, string> = {}): Series => ({
  labels: { ...labels, tidemark },
  times: [TO],
  values: [value],
});

/** Answers about every signal: nothing, but of those that are given. */
function replyWith(given: Readonly<Record<string, readonly Series[] | 'failed'>>): PromReply {
  const all = SIGNALS.map(({ id }) => [id, given[id] ?? []] as const);
  const answered = all.flatMap(([id, series]) => (series === 'failed' ? [] : [[`signal-${id}`, series] as const]));
  return { series: Object.fromEntries(answered), errors: [], warnings: [] };
}

const statusOf = (id: string, given: Parameters<typeof replyWith>[0]) =>
  evaluateSignals(replyWith(given), { to: TO, labels: DEFAULT_LABELS }).find(({ signal }) => signal.id === id);

const KUBELET = { kubelet: [part('count', 1)] };

test.each([
  ['is found with its number of series', 'containers', { containers: [part('count', 12)] }, 'found', 12],
  ['is missing when it could be there', 'containers', {}, 'missing', 0],
  ['is none yet before the first eviction', 'evictions', {}, 'none-yet', 0],
  ['is unknown when the query failed', 'containers', { containers: 'failed' as const }, 'unknown', 0],
  ['is not needed while the better one is there', 'machineMemory', { capacity: [part('count', 1)] }, 'not-needed', 0],
  ['is missing when the better one is missing, too', 'machineMemory', {}, 'missing', 0],
  ['cannot be where no kubelet runs', 'allocatable', { rootCgroup: [part('count', 1)] }, 'no-kubelet', 0],
  [
    'cannot be, nor begin with an event, where no kubelet runs',
    'evictions',
    { rootCgroup: [part('count', 1)] },
    'no-kubelet',
    0,
  ],
  ['is missing beside a kubelet', 'allocatable', { rootCgroup: [part('count', 1)], ...KUBELET }, 'missing', 0],
  [
    'is missing where a failed query may hide a kubelet',
    'allocatable',
    { rootCgroup: [part('count', 1)], capacity: 'failed' as const },
    'missing',
    0,
  ],
  ['of node_exporter is missing also without a kubelet', 'bootTime', { rootCgroup: [part('count', 1)] }, 'missing', 0],
])('a signal %s', (_, id, given, state, count) => {
  expect(statusOf(id, given)).toMatchObject({ state, count });
});

test('a signal says by which jobs it comes, the larger first, and by which label the node is known there', () => {
  const containers = [
    part('count', 2, { job: 'resource', instance: '10.0.0.1:10250' }),
    part('count', 9, { job: 'kubelet', metrics_path: '/metrics/cadvisor', node: 'a', instance: '10.0.0.1:10250' }),
  ];
  expect(statusOf('containers', { containers })).toMatchObject({
    count: 11,
    seenBy: [
      { job: 'kubelet', path: '/metrics/cadvisor', nodeBy: 'node', count: 9 },
      { job: 'resource', nodeBy: 'instance', count: 2 },
    ],
  });
});

test.each([
  [20, 30_000],
  [19, 30_000],
  [60, 10_000],
  [59, 10_000],
  [10, 60_000],
  [9, 60_000],
  [1, undefined],
  [4, 150_000],
])('%d samples in ten minutes are a scrape interval of %p ms', (samples, interval) => {
  const given = { containers: [part('count', 1), part('samples', samples), part('newest', TO / 1000 - 12)] };
  expect(statusOf('containers', given)).toMatchObject({ age: 12_000 });
  expect(statusOf('containers', given)?.interval).toBe(interval);
});

test('each signal says what it gives, what its lack costs and what brings it back', () => {
  for (const { gives, costs, remedy, shownIn } of SIGNALS) {
    expect([gives, costs, remedy].every((text) => text.endsWith('.'))).toBe(true);
    expect(shownIn).not.toEqual([]);
  }
  expect(new Set(SIGNALS.map(({ id }) => id)).size).toBe(SIGNALS.length);
  const ids = SIGNALS.map(({ id }) => id);
  expect(SIGNALS.flatMap(({ standsInFor }) => standsInFor ?? []).filter((id) => !ids.includes(id))).toEqual([]);
});

describe('a series', () => {
  const WORKING_SET = { __name__: 'container_memory_working_set_bytes' };
  const familiesOf = (labels: Record<string, string>) =>
    SIGNALS.filter((signal) => isOfFamily(signal, labels)).map(({ id }) => id);

  test.each([
    ['of the root cgroup', { ...WORKING_SET, id: '/' }, ['rootCgroup']],
    ['of kubepods, systemd', { ...WORKING_SET, id: '/kubepods.slice' }, ['kubepodsCgroup']],
    ['of a pod', { ...WORKING_SET, id: '/kubepods/podx', pod: 'x' }, ['podCgroups']],
    [
      'of a container',
      { ...WORKING_SET, id: '/kubepods/podx/y', pod: 'x', container: 'c', image: 'i' },
      ['containers'],
    ],
    ['of a QoS class', { ...WORKING_SET, id: '/kubepods/burstable' }, []],
    ['of a native sidecar', { __name__: 'kube_pod_init_container_status_restarts_total' }, ['restarts']],
    ['whose name only begins alike', { __name__: 'kubelet_evictions_total' }, []],
  ])('%s belongs to its family alone', (_, labels, families) => {
    expect(familiesOf(labels)).toEqual(families);
  });
});
