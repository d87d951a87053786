import type { Series } from '../../domain/series';
import type { PromReply } from '../ports/port';

import { ofNodesPods } from './ofNodesPods';
import { CONTAINERS } from './sources/containers';
import { RESTARTS } from './sources/containerStatuses';
import { POD_STATUSES, PODS } from './sources/pods';

const WEB = { namespace: 'shop', pod: 'web-0' };
const named = { pods: [WEB] };

const series = (labels: Series['labels'], times: readonly number[]): Series => ({
  labels,
  times,
  values: times.map(() => 1),
});

const reply = (told: Series, seen?: readonly Series[]): PromReply => ({
  series: { [RESTARTS.refId]: [told], ...(seen && { [PODS.refId]: seen }) },
  errors: [],
  warnings: [],
});

const here = series({ ...WEB, uid: 'a', tidemark: 'info' }, [0, 30]);

test.each<[string, Series, readonly number[] | undefined]>([
  ['of the pod while it is here is kept', series({ ...WEB, uid: 'a' }, [0, 30]), [0, 30]],
  ['of the pod before it came is not', series({ ...WEB, uid: 'a' }, [0, 30, 60]), [0, 30]],
  ['of a pod of that name elsewhere is not', series({ ...WEB, uid: 'b' }, [0, 30]), undefined],
])('what is told %s', (_, told, times) => {
  expect(ofNodesPods(named, reply(told, [here])).series[RESTARTS.refId]?.[0]?.times).toEqual(times);
});

test('where nobody could read which pods are here, all is kept', () => {
  const told = series({ ...WEB, uid: 'b' }, [0]);
  expect(ofNodesPods(named, reply(told)).series[RESTARTS.refId]).toEqual([told]);
});

test('what the server joined itself is as it came', () => {
  const told = series({ ...WEB, uid: 'b' }, [0]);
  expect(ofNodesPods({}, reply(told, [here])).series[RESTARTS.refId]).toEqual([told]);
});

describe('where kube_pod_info shows no pod of the node', () => {
  const [HERE, ELSEWHERE, FILE] = ['aaaaaaaa-1', 'bbbbbbbb-2', 'c'.repeat(32)];
  const DNS = { namespace: 'kube-system', pod: 'dns-worker-1' };
  const scope = {
    identity: { node: 'Worker-1' },
    pods: [
      { ...WEB, uid: HERE },
      { ...DNS, uid: FILE },
    ],
  };
  const restartsOf = (told: Series, more: PromReply['series'] = {}) => {
    const all = reply(told, []);
    return ofNodesPods(scope, { ...all, series: { ...all.series, ...more } }).series[RESTARTS.refId];
  };

  test.each<[string, Series['labels'], boolean]>([
    ['of a pod whose cgroup was here is kept', { ...WEB, uid: HERE }, true],
    ['of a pod of that name elsewhere is not', { ...WEB, uid: ELSEWHERE }, false],
    ['of a pod of that uid by another name is not', { namespace: 'shop', pod: 'web-1', uid: HERE }, false],
    ['of a pod without a uid is not', WEB, false],
    ['of a static pod is kept, whose name is the node’s', { ...DNS, uid: ELSEWHERE }, true],
  ])('what is told %s', (_, labels, isKept) => {
    const told = series({ ...labels, container: 'c' }, [0, 30, 60]);
    expect(restartsOf(told)).toEqual(isKept ? [told] : []);
  });

  test('a hash in a cgroup places no pod by a name that other nodes may have', () => {
    const told = series({ ...WEB, uid: ELSEWHERE, container: 'c' }, [0]);
    const pods = [{ ...WEB, uid: FILE }];
    expect(ofNodesPods({ ...scope, pods }, reply(told, [])).series[RESTARTS.refId]).toEqual([]);
  });

  test('a pod that came after the look-up is placed by its container', () => {
    const told = series({ ...WEB, uid: ELSEWHERE, container: 'c' }, [0]);
    const cgroup = series({ ...WEB, container: 'c', id: `/kubepods/pod${ELSEWHERE}/${'a'.repeat(64)}` }, [0]);
    expect(restartsOf(told, { [CONTAINERS.refId]: [cgroup] })).toEqual([told]);
  });

  test('each pod lived while anything was told of it, and nobody says whose it is', () => {
    const told = series({ ...WEB, uid: HERE, container: 'c' }, [30, 60]);
    const created = series({ ...WEB, uid: HERE, tidemark: 'created' }, [0, 30]);
    const { series: all } = reply(told, []);
    const placed = ofNodesPods(scope, { ...reply(told), series: { ...all, [POD_STATUSES.refId]: [created] } });
    expect(placed.series[PODS.refId]).toEqual([series({ ...WEB, uid: HERE, tidemark: 'info' }, [0, 30, 60])]);
  });

  test('without a status of any container no life is made up', () => {
    const created = series({ ...WEB, uid: HERE, tidemark: 'created' }, [0, 30]);
    const all = { [PODS.refId]: [], [POD_STATUSES.refId]: [created] };
    expect(ofNodesPods(scope, { series: all, errors: [], warnings: [] }).series[PODS.refId]).toEqual([]);
  });
});
