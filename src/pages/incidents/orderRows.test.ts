import { evictionOrder } from '../../domain/ranking/evictionOrder';
import type { NodePod } from '../../domain/incidents/nodePods';
import { KiB, MiB } from '../../domain/units';

import { orderRows } from './orderRows';

const CAPACITY = 7120616 * KiB;

const pod = (name: string, more: Partial<NodePod> = {}): NodePod => ({
  name: `apps/${name}`,
  namespace: 'apps',
  pod: name,
  requestBytes: 0,
  workingSetBytes: 40 * MiB,
  priority: 0,
  qos: 'BestEffort',
  containers: [{ container: name, requestBytes: 0 }],
  ...more,
});

const row = (one: NodePod, capacity: number | undefined = CAPACITY) => orderRows(evictionOrder([one]), capacity)[0];

test.each<[string, NodePod, object]>([
  ['BestEffort', pod('a'), { place: '1', excess: 40 * MiB, request: 0, scores: '1000', priority: '0' }],
  [
    'Burstable, by its request',
    pod('a', { qos: 'Burstable', requestBytes: 80 * MiB, containers: [{ container: 'a', requestBytes: 80 * MiB }] }),
    { excess: -40 * MiB, scores: '989' },
  ],
  ['Guaranteed', pod('a', { qos: 'Guaranteed' }), { scores: '-997' }],
  ['a critical pod', pod('a', { priority: 2_000_001_000 }), { place: '–', note: 'never evicted: critical' }],
  ['a static pod', pod('a', { isStatic: true }), { place: '–', note: 'never evicted: static' }],
  ['a pod without statistics', pod('a', { workingSetBytes: undefined }), { place: '1', note: 'no statistics yet' }],
  [
    'a priority class without a known number',
    pod('a', { priority: undefined, priorityClass: 'vip' }),
    { priority: 'class vip' },
  ],
  ['an unknown QoS class', pod('a', { qos: undefined }), { qos: 'unknown', scores: 'unknown' }],
])('%s', (_, one, expected) => {
  expect(row(one)).toMatchObject(expected);
});

test('without the node’s capacity the kernel’s score is unknown', () => {
  expect(orderRows(evictionOrder([pod('a')]), undefined)[0]?.scores).toBe('unknown');
});

test('who is never evicted has no number, and takes none from the others', () => {
  const critical = pod('c', { priority: 2_000_000_000, workingSetBytes: 900 * MiB });
  expect(
    orderRows(evictionOrder([critical, pod('a'), pod('b', { workingSetBytes: MiB })]), CAPACITY).map(
      ({ place, name }) => `${place} ${name}`
    )
  ).toEqual(['1 apps/a', '2 apps/b', '– apps/c']);
});
