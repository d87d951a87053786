import type { NodePod } from '../incidents/nodePods';
import { oomOrder, scoreAdjs } from './oomOrder';
import { KiB, MiB } from '../units';

/** Recording-1's node. */
const CAPACITY = 7120616 * KiB;

const pod = (
  name: string,
  { used = 40, request = 0, ...more }: Partial<NodePod> & { used?: number; request?: number }
) =>
  ({
    name: `apps/${name}`,
    namespace: 'apps',
    pod: name,
    requestBytes: request * MiB,
    qos: 'BestEffort',
    containers: [{ container: name, requestBytes: request * MiB, workingSetBytes: used * MiB }],
    ...more,
  }) satisfies NodePod;

const DB = pod('db', { qos: 'Guaranteed', used: 61, request: 80 });
const WEB = pod('web', { qos: 'Burstable', used: 151, request: 80 });
const CACHE = pod('cache', { used: 31 });
const PROXY = pod('proxy', { qos: 'Burstable', used: 30, priorityClass: 'system-node-critical' });

test('the kernel adds memory and score: much memory can outweigh a better class', () => {
  const ranks = oomOrder([DB, PROXY, WEB, CACHE], CAPACITY);
  expect(ranks.map(({ pod: { pod: name }, oomScoreAdj }) => [name, oomScoreAdj])).toEqual([
    ['web', 989],
    ['cache', 1000],
    ['db', -997],
    ['proxy', -997],
  ]);
});

test('a thousandth of the capacity for each point is added to the memory, in whole pages', () => {
  const [rank] = oomOrder([CACHE], CAPACITY);
  expect(rank?.memory).toBe(31 * MiB);
  expect(rank?.badness).toBe(31 * MiB + 1000 * Math.trunc(CAPACITY / 4096 / 1000) * 4096);
});

test('resident memory counts rather than the working set with its file cache', () => {
  const containers = [{ container: 'c', requestBytes: 0, workingSetBytes: 900 * MiB, rssBytes: 20 * MiB }];
  expect(oomOrder([{ ...CACHE, containers }], CAPACITY)[0]?.memory).toBe(20 * MiB);
});

test('each container is weighed alone', () => {
  const containers = [
    { container: 'small', requestBytes: 400 * MiB, workingSetBytes: 10 * MiB },
    { container: 'large', requestBytes: 100 * MiB, workingSetBytes: 300 * MiB },
  ];
  const ranks = oomOrder([{ ...WEB, containers }], CAPACITY);
  expect(ranks.map(({ container, oomScoreAdj }) => [container.container, oomScoreAdj])).toEqual([
    ['large', 986],
    ['small', 943],
  ]);
});

test.each<[string, NodePod, number | undefined, object]>([
  ['without a QoS class', { ...CACHE, qos: undefined }, CAPACITY, { memory: 31 * MiB }],
  ['without the capacity', CACHE, undefined, { memory: 31 * MiB }],
  [
    'without statistics',
    { ...CACHE, containers: [{ container: 'c', requestBytes: 0 }] },
    CAPACITY,
    { oomScoreAdj: 1000 },
  ],
])('%s the score is unknown and comes last', (_, unknown, capacity, expected) => {
  const ranks = oomOrder([unknown, ...(capacity ? [DB] : [])], capacity);
  const last = ranks.at(-1);
  expect(last).toMatchObject({ pod: { pod: 'cache' }, ...expected });
  expect(last).not.toHaveProperty('badness');
});

test('no score without what it follows from', () => {
  expect(scoreAdjs(DB, undefined)).toBeUndefined();
  expect(oomOrder([], CAPACITY)).toEqual([]);
});

test('those whose score cannot be told come last, the larger first', () => {
  const unknown = (name: string, used: number) => pod(name, { used, qos: undefined });
  const ranks = oomOrder([unknown('small', 10), CACHE, unknown('large', 300)], CAPACITY);
  expect(ranks.map(({ pod: { pod: name } }) => name)).toEqual(['cache', 'large', 'small']);
});
