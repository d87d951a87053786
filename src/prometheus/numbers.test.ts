import { nodeScope } from '../../test/fixtures/nodeScope';
import type { Series } from '../domain/series';

import { evaluateNumbers, numbersQueries } from './numbers';
import type { PromReply } from './ports/port';
import type { NodeScope } from './scope';

const FROM = Date.UTC(2026, 10, 21, 21);
const SCOPE: NodeScope = nodeScope({
  identity: { node: 'lab-node', kubeletVersion: 'v1.34.4' },
  from: FROM,
  to: FROM + 60_000,
});
const POD = { namespace: 'shop', pod: 'web' };
const TIMES = [FROM, FROM + 30_000, FROM + 60_000];

const series = (values: readonly number[], labels: Series['labels'] = {}, times = TIMES): Series => ({
  labels,
  times,
  values,
});

/** A reply in which every query was answered, most with nothing. */
function reply(found: Readonly<Record<string, readonly Series[]>>, failed: readonly string[] = []): PromReply {
  const asked = numbersQueries(SCOPE, POD).map(({ refId }) => refId);
  return {
    series: Object.fromEntries(
      asked.filter((refId) => !failed.includes(refId)).map((refId) => [refId, found[refId] ?? []])
    ),
    errors: failed.map((refId) => ({ refId, message: 'timeout' })),
    warnings: [],
  };
}

const meminfo = (values: Readonly<Record<string, readonly number[]>>) => ({
  meminfo: Object.entries(values).map(([name, one]) => series(one, { meminfo: `node_memory_${name}_bytes` })),
});
const PARTS = {
  MemTotal: [1000, 1000, 1000],
  MemFree: [400, 300, 200],
  MemAvailable: [700, 600, 500],
  AnonPages: [300, 400, 500],
  Cached: [150, 150, 150],
  Buffers: [50, 50, 50],
  SReclaimable: [20, 20, 20],
};
const MEMINFO = meminfo(PARTS);

test('makes of /proc/meminfo what free, MemAvailable and the kernel make of it', () => {
  const { node } = evaluateNumbers(SCOPE, reply(MEMINFO));
  expect(node).toMatchObject({
    nodeNotFree: [600, 700, 800],
    nodeNotAvailable: [300, 400, 500],
    freeUsed: [380, 480, 580],
    // Without swap nobody exports SwapCached: it is none.
    nodeKernel: [100, 100, 100],
    nodeReclaimable: [300, 300, 300],
  });
});

test('of a part that is missing nothing is made', () => {
  const { SReclaimable: _, ...rest } = PARTS;
  const { node } = evaluateNumbers(SCOPE, reply(meminfo(rest)));
  expect(node.freeUsed).toBeUndefined();
  expect(node.nodeNotFree).toBeDefined();
});

test('adds up the containers of the pod that are there, and keeps each', () => {
  const found = {
    containerWorkingSet: [
      series([10, 20, 30], { container: 'web' }),
      series([5, 5], { container: 'proxy' }, TIMES.slice(0, 2)),
    ],
    containerResource: [series([9, 19, 29], { container: 'web' })],
    podWorkingSet: [series([16, 26, 36])],
  };
  const { pod, containers } = evaluateNumbers(SCOPE, reply(found), POD);
  expect(pod).toEqual({
    name: 'shop/web',
    curves: { podWorkingSet: [16, 26, 36], podContainers: [15, 25, 30], podTop: [9, 19, 29] },
  });
  expect(containers.map(({ name, curves }) => [name, curves.containerWorkingSet])).toEqual([
    ['proxy', [5, 5, null]],
    ['web', [10, 20, 30]],
  ]);
});

test('the pods to choose from come the largest first', () => {
  const sizes = [series([1], { namespace: 'a', pod: 'small' }), series([9], { namespace: 'b', pod: 'large' })];
  expect(evaluateNumbers(SCOPE, reply({ podCgroupSizes: sizes })).pods).toEqual([
    { name: 'b/large', workingSet: 9 },
    { name: 'a/small', workingSet: 1 },
  ]);
});

test.each([
  [1, 1],
  [2, 2],
  [7, undefined],
])('cgroup version %d is %p', (value, version) => {
  expect(evaluateNumbers(SCOPE, reply({ cgroupVersion: [series([value])] })).facts.cgroupVersion).toBe(version);
});

const codes = (answer: PromReply, pod?: typeof POD) =>
  evaluateNumbers(SCOPE, answer, pod).findings.map(({ code }) => code);

test('names each number that is not collected, with the setting that brings it', () => {
  const { findings } = evaluateNumbers(SCOPE, reply(MEMINFO));
  expect(findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining([
      'missing-number-nodeResource',
      'missing-number-kubepodsUsage',
      'missing-number-containersSum',
    ])
  );
  expect(findings.find(({ code }) => code === 'missing-number-nodeResource')?.remedy).toContain('/metrics/resource');
  expect(findings.some(({ code }) => code === 'missing-number-freeUsed')).toBe(false);
});

test('a query that failed says nothing about the collection', () => {
  const failed = reply({}, ['nodeUsage', 'meminfo']);
  expect(codes(failed)).not.toContain('missing-number-nodeUsage');
  expect(codes(failed)).not.toContain('missing-number-freeUsed');
  expect(codes(failed)).toContain('missing-number-nodeRss');
});

test('a pod that was not there is said once', () => {
  expect(codes(reply({}), POD).filter((code) => /pod$|podT|podW/.test(code))).toEqual(['missing-number-pod']);
});
