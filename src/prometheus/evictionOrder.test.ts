import { nodeScope } from '../../test/fixtures/nodeScope';
import type { Series } from '../domain/series';

import { evaluateNodePods, evaluateRanking, evictionOrderQueries } from './evictionOrder';
import { podNamesIn } from './podNames';
import type { PromReply } from './ports/port';
import type { NodeScope } from './scope';

const scope: NodeScope = nodeScope({ identity: { node: 'lab-node' }, to: 300_000 });

const one = (labels: Series['labels'], value: number): Series => ({ labels, times: [300_000], values: [value] });
const of = (pod: string, more: Series['labels'] = {}) => ({ namespace: 'apps', pod, ...more });
const reply = (series: PromReply['series']): PromReply => ({ series, errors: [], warnings: [] });

const DB = {
  podCgroupSizes: [one(of('db'), 61)],
  containerSizes: [one(of('db', { container: 'db' }), 60)],
  containerRss: [one(of('db', { container: 'db' }), 50)],
  containerRequests: [one(of('db', { container: 'db' }), 80)],
  podInfo: [one(of('db', { priority_class: 'system-node-critical', created_by_kind: 'Node' }), 1)],
  podQos: [one(of('db', { qos_class: 'Guaranteed' }), 1)],
  podsRunning: [one(of('db'), 1)],
};

test('a pod is what all sources say of it', () => {
  expect(evaluateNodePods(reply(DB))).toEqual([
    {
      name: 'apps/db',
      namespace: 'apps',
      pod: 'db',
      workingSetBytes: 61,
      requestBytes: 80,
      priority: 2_000_001_000,
      priorityClass: 'system-node-critical',
      isStatic: true,
      qos: 'Guaranteed',
      containers: [{ container: 'db', requestBytes: 80, workingSetBytes: 60, rssBytes: 50 }],
    },
  ]);
});

test.each<[string, PromReply['series'], object[]]>([
  ['without pod cgroups the containers are added up', { ...DB, podCgroupSizes: [] }, [{ workingSetBytes: 60 }]],
  ['a running pod without statistics has none', { podsRunning: DB.podsRunning }, [{ pod: 'db', requestBytes: 0 }]],
  ['a finished pod is left out', { ...DB, podCgroupSizes: [], containerSizes: [], podsRunning: [] }, []],
  ['NaN is no size', { ...DB, podCgroupSizes: [one(of('db'), NaN)] }, [{ workingSetBytes: 60 }]],
  [
    'a class of the cluster’s own has no known number',
    { ...DB, podInfo: [one(of('db', { priority_class: 'vip' }), 1)] },
    [{ priorityClass: 'vip' }],
  ],
  ['series without a pod are no pod', { containerSizes: [one({ namespace: 'apps' }, 1)] }, []],
  ['nothing is nothing', {}, []],
])('%s', (_, series, expected) => {
  const pods = evaluateNodePods(reply(series));
  expect(pods).toHaveLength(expected.length);
  expect(pods).toMatchObject(expected);
});

test('a class of the cluster’s own leaves the priority open', () => {
  const [pod] = evaluateNodePods(reply({ ...DB, podInfo: [one(of('db', { priority_class: 'vip' }), 1)] }));
  expect(pod).not.toHaveProperty('priority');
});

test('a pod without a class has the default priority; one of which nothing is published has none', () => {
  const [known] = evaluateNodePods(reply({ ...DB, podInfo: [one(of('db', { created_by_kind: 'ReplicaSet' }), 1)] }));
  expect(known).toMatchObject({ priority: 0, isStatic: false });
  const [unknown] = evaluateNodePods(reply({ ...DB, podInfo: [] }));
  expect(unknown).not.toHaveProperty('priority');
  expect(unknown).not.toHaveProperty('isStatic');
});

test('the ranking is of the end of the range, with the capacity where it is known', () => {
  expect(evaluateRanking(scope, reply({ ...DB, capacity: [one({}, 7000)] }))).toMatchObject({
    at: 300_000,
    capacity: 7000,
    pods: [{ pod: 'db' }],
  });
  expect(evaluateRanking(scope, reply({}))).toEqual({ at: 300_000, pods: [] });
});

test('everything is asked at one moment', () => {
  expect(new Set(evictionOrderQueries(scope).map(({ mode }) => mode))).toEqual(new Set(['instant']));
});

test('pods without a uid cannot be named by it', () => {
  expect(podNamesIn([one(of('a', { uid: 'u' }), 1), one(of('b'), 1)])).toEqual([
    { uid: 'u', namespace: 'apps', pod: 'a' },
  ]);
});
