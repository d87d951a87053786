import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { Series } from '../domain/series';
import { KiB, MiB } from '../domain/units';

import { budgetQueries, evaluateBudget, type BudgetRow, type BudgetScope } from './budget';
import type { PromReply } from './ports/port';
import { DEFAULT_LABELS } from './scope';

const END = Date.UTC(2026, 10, 21, 21, 30);
const LAB: NodeIdentity = { node: 'lab-node', internalIp: '10.0.0.7' };

const scope = (...identities: readonly NodeIdentity[]): BudgetScope => ({
  identities,
  labels: DEFAULT_LABELS,
  from: END - 300_000,
  to: END,
  step: 30_000,
  scrapeInterval: 30_000,
  overrides: [],
});

const one = (value: number, labels: Series['labels'] = { node: 'lab-node' }, at = END): Series => ({
  labels,
  times: [at],
  values: [value],
});

/** The article's node, 4 GiB of it in use by pods. */
const ARTICLE: PromReply['series'] = {
  budgetCapacity: [one(7120616 * KiB)],
  budgetAllocatable: [one(4675304 * KiB)],
  budgetLimit: [one(5443304 * KiB)],
  budgetNode: [one(4500 * MiB)],
  budgetPods: [one(4096 * MiB)],
  budgetRequests: [one(900 * MiB)],
  budgetLimits: [one(6000 * MiB)],
};

const evaluate = (series: PromReply['series'], ...identities: readonly NodeIdentity[]): readonly BudgetRow[] =>
  evaluateBudget(scope(...(identities.length > 0 ? identities : [LAB])), { series, errors: [], warnings: [] });
const rowOf = (series: PromReply['series']) => evaluate({ ...ARTICLE, ...series })[0]!;

test('a row says what is used, what is asked for, and what is left until each line', () => {
  const { lines, ...row } = rowOf({});
  expect(lines.evictionHard?.value).toBe(750 * MiB);
  expect(row).toEqual({
    identity: LAB,
    requests: 900 * MiB,
    limits: 6000 * MiB,
    nodeWorkingSet: 4500 * MiB,
    nodeAvailable: 7120616 * KiB - 4500 * MiB,
    podsWorkingSet: 4096 * MiB,
    topPercent: 98,
    podsToEviction: 4675304 * KiB - 4096 * MiB,
    podsToLimit: 5443304 * KiB - 4096 * MiB,
    nodeToEviction: 7120616 * KiB - 4500 * MiB - 750 * MiB,
  });
});

test('a line that is crossed is a negative rest, and a node never has less than nothing available', () => {
  expect(rowOf({ budgetPods: [one(5000 * MiB)] }).podsToEviction).toBe(4675304 * KiB - 5000 * MiB);
  expect(rowOf({ budgetNode: [one(8000 * MiB)] })).toMatchObject({ nodeAvailable: 0 });
});

test('nothing collected leaves a row without a number, not with zeros', () => {
  const [row] = evaluate({});
  expect(Object.keys(row!)).toEqual(['identity', 'lines']);
});

test.each<[string, PromReply['series'], ReadonlyArray<keyof BudgetRow>]>([
  ['the node’s own usage', { budgetNode: [] }, ['nodeWorkingSet', 'nodeAvailable', 'topPercent', 'nodeToEviction']],
  ['the pods’ usage', { budgetPods: [] }, ['podsWorkingSet', 'podsToEviction', 'podsToLimit']],
  ['requests', { budgetRequests: [] }, ['requests']],
  ['limits', { budgetLimits: [] }, ['limits']],
  ['capacity', { budgetCapacity: [] }, ['nodeAvailable', 'nodeToEviction']],
])('without %s only what rests on it is unknown', (_, missing, unknown) => {
  const whole = Object.keys(rowOf({}));
  expect(Object.keys(rowOf(missing))).toEqual(whole.filter((key) => !(unknown as readonly string[]).includes(key)));
});

test.each([
  ['the root cgroup', { budgetNode: [one(1)], budgetNodeOfKubelet: [one(2)], budgetNodeOfMeminfo: [one(3)] }, 1],
  ['else the kubelet', { budgetNode: [], budgetNodeOfKubelet: [one(2)], budgetNodeOfMeminfo: [one(3)] }, 2],
  ['else meminfo', { budgetNode: [], budgetNodeOfKubelet: [], budgetNodeOfMeminfo: [one(3)] }, 3],
])('the node’s working set is that of %s', (_, series, expected) => {
  expect(rowOf(series).nodeWorkingSet).toBe(expected);
});

describe('a value counts only while it is fresh', () => {
  const old = (ms: number) => rowOf({ budgetNode: [one(4500 * MiB, { node: 'lab-node' }, END - ms)] }).nodeWorkingSet;

  test('as long as Prometheus carries a sample on', () => {
    expect(old(300_000)).toBe(4500 * MiB);
  });

  test('no longer: the node may be gone', () => {
    expect(old(300_001)).toBeUndefined();
  });

  test('for two steps where a step is longer than that', () => {
    const wide = { ...scope(LAB), step: 3_600_000 };
    const hourAgo = { ...ARTICLE, budgetNode: [one(1, { node: 'lab-node' }, END - 7_200_000)] };
    expect(evaluateBudget(wide, { series: hourAgo, errors: [], warnings: [] })[0]?.nodeWorkingSet).toBe(1);
  });

  test('NaN is no value, the number before it is', () => {
    const stale = { labels: { node: 'lab-node' }, times: [END - 30_000, END], values: [7 * MiB, NaN] };
    expect(rowOf({ budgetNode: [stale] }).nodeWorkingSet).toBe(7 * MiB);
  });
});

describe('a host without a kubelet', () => {
  const HOST: PromReply['series'] = { budgetMachine: [one(8192 * MiB)], budgetNode: [one(4500 * MiB)] };
  const codes = (series: PromReply['series'], errors: PromReply['errors'] = []) =>
    evaluateBudget(scope(LAB), { series, errors, warnings: [] })[0]!.lines.findings.map(({ code }) => code);

  test('misses nothing of Kubernetes, and says once why', () => {
    expect(codes(HOST)).toEqual(['no-kubelet']);
  });

  test.each<[string, PromReply['series'], PromReply['errors']]>([
    ['a container runs below kubepods', { ...HOST, budgetKubepods: [one(1)] }, []],
    ['kube-state-metrics knows its pods', { ...HOST, budgetRequests: [one(1)] }, []],
    ['its cgroups are not collected', { budgetMachine: [one(8192 * MiB)] }, []],
    ['a question failed', HOST, [{ refId: 'budgetKubepods', message: 'timeout' }]],
    ['everything failed', HOST, [{ message: 'timeout' }]],
  ])('is not claimed where %s', (_, series, errors) => {
    expect(codes(series, errors)).toContain('missing-allocatable');
    expect(codes(series, errors)).not.toContain('no-kubelet');
  });
});

describe('each series belongs to one node', () => {
  const OTHER: NodeIdentity = { node: 'lab-node-2', internalIp: '10.0.0.70' };
  const used = (labels: Series['labels'], ...nodes: readonly NodeIdentity[]) =>
    evaluate({ budgetNode: [one(5, labels)] }, ...nodes).map(({ nodeWorkingSet }) => nodeWorkingSet);

  test.each<[string, Series['labels'], ReadonlyArray<number | undefined>]>([
    ['by its name', { node: 'lab-node-2' }, [undefined, 5]],
    ['by an instance of its name', { instance: 'lab-node:9100' }, [5, undefined]],
    ['by an instance of its address', { instance: '10.0.0.70:10250' }, [undefined, 5]],
    ['not by an address that only begins alike', { instance: '10.0.0.701:10250' }, [undefined, undefined]],
    ['not by an instance beside another node’s name', { node: 'x', instance: 'lab-node' }, [undefined, undefined]],
    ['not by the same name in another cluster', { node: 'lab-node', cluster: 'blue' }, [undefined, undefined]],
  ])('%s', (_, labels, expected) => {
    expect(used(labels, LAB, OTHER)).toEqual(expected);
  });

  test('two clusters may have a node of one name', () => {
    const nodes = ['blue', 'green'].map((cluster) => ({ node: 'lab-node', cluster }));
    expect(used({ node: 'lab-node', cluster: 'green' }, ...nodes)).toEqual([undefined, 5]);
  });
});

test('a trend towards a line is said with its line; a fall is not', () => {
  const rising = (sign: number): Series => ({
    labels: { node: 'lab-node' },
    times: Array.from({ length: 10 }, (_, index) => END - (9 - index) * 30_000),
    values: Array.from({ length: 10 }, (_, index) => (3000 + sign * 60 * index) * MiB),
  });
  expect(rowOf({ budgetPods: [rising(1)] }).nearest?.line).toBe('podsEvictionLine');
  expect(rowOf({ budgetPods: [rising(-1)] }).nearest).toBeUndefined();
});

test('one node is asked for by its name, several as all of their cluster, by the same questions', () => {
  const [single, several] = [budgetQueries(scope(LAB)), budgetQueries({ ...scope(LAB, LAB), cluster: 'blue' })];
  expect(single.map(({ refId }) => refId)).toEqual(several.map(({ refId }) => refId));
  expect(single.every(({ expr }) => /lab-node|10\.0\.0\.7/.test(expr))).toBe(true);
  expect(several.every(({ expr }) => !expr.includes('lab-node') && expr.includes('cluster="blue"'))).toBe(true);
});
