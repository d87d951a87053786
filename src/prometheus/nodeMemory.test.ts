import { nodeScope } from '../../test/fixtures/nodeScope';
import type { Series } from '../domain/series';
import { MiB } from '../domain/units';

import { evaluateNodeMemory, nodeMemoryQueries } from './nodeMemory';
import type { PromReply } from './ports/port';
import type { NodeScope } from './scope';

const START = Date.UTC(2026, 10, 21, 21);
const STEP = 30_000;

const SCOPE: NodeScope = nodeScope({
  identity: { node: 'lab-node', kubeletVersion: 'v1.20.2' },
  from: START,
  to: START + 4 * STEP,
  step: STEP,
  scrapeInterval: STEP,
});

/** One series of mebibytes at the first points of the range; null for a missed scrape. */
function series(...mebibytes: Array<number | null>): readonly Series[] {
  const points = mebibytes.flatMap((value, index) => (value === null ? [] : [[START + index * STEP, value * MiB]]));
  return [{ labels: {}, times: points.map(([time]) => time ?? 0), values: points.map(([, value]) => value ?? 0) }];
}

/** Answers every query, with nothing but what is given. */
function replyWith(given: Record<string, readonly Series[]>): PromReply {
  const empty = nodeMemoryQueries(SCOPE).map(({ refId }) => [refId, []] as const);
  return { series: { ...Object.fromEntries(empty), ...given }, errors: [], warnings: [] };
}

const mebibytes = (values: ReadonlyArray<number | null> = []) => values.map((value) => value && value / MiB);

test('available is capacity without what is used, a gap where that is a gap, and never below nothing', () => {
  const nodeWorkingSet = series(1000, null, 7000, 8000, 500);
  const memory = evaluateNodeMemory(SCOPE, replyWith({ nodeCapacity: series(7000), nodeWorkingSet }));
  expect(mebibytes(memory.nodeAvailable?.values)).toEqual([6000, null, 0, 0, 6500]);
});

test('a kubelet restarted with another evictionHard moves the lines from then on', () => {
  const reply = replyWith({
    nodeCapacity: series(6954, 6954, 6954, 6954, 6954),
    kubepodsLimit: series(5316, 5316, 5316, 5316, 5316),
    allocatable: series(4566, 4566, 4316, 4316, 4316),
  });
  const { lines, current } = evaluateNodeMemory(SCOPE, reply);
  expect(mebibytes(lines.evictionHard?.values)).toEqual([750, 750, 1000, 1000, 1000]);
  expect(mebibytes(lines.kubepodsLimit?.values)).toEqual([5316, 5316, 5316, 5316, 5316]);
  expect(current.evictionHard?.value).toBe(1000 * MiB);
});

test('a line holds through missed scrapes, up to the last sight of the node, and not before it was known', () => {
  const reply = replyWith({ allocatable: series(null, 4566, null), nodeWorkingSet: series(1, 1, 1, 1, null) });
  expect(mebibytes(evaluateNodeMemory(SCOPE, reply).lines.allocatable?.values)).toEqual([null, 4566, 4566, 4566, null]);
});

test('what the user entered draws the lines that the collection lacks', () => {
  const overrides = [{ nodes: 'lab-*', kubeReserved: '1638Mi', evictionHard: 'memory.available<750Mi' }];
  const memory = evaluateNodeMemory({ ...SCOPE, overrides }, replyWith({ nodeCapacity: series(6954) }));
  expect(memory.current.kubepodsLimit?.value).toBe(5316 * MiB);
  expect(memory.current.evictionHard).toMatchObject({ value: 750 * MiB, provenance: 'configured' });
});

test('what the user mistyped is told', () => {
  const overrides = [{ nodes: '*', kubeReserved: '12 apples' }];
  const { findings } = evaluateNodeMemory({ ...SCOPE, overrides }, replyWith({}));
  expect(findings.map(({ text }) => text).join()).toContain('12 apples');
});

test('a Prometheus that holds nothing of the node gives no curve, no line, and says what is missing', () => {
  const memory = evaluateNodeMemory(SCOPE, replyWith({}));
  expect([memory.nodeWorkingSet, memory.nodeAvailable, memory.podsWorkingSet]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(memory.lines).toEqual({});
  expect(memory.times).toHaveLength(5);
  expect(memory.findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['missing-node-working-set', 'missing-pods-working-set', 'missing-capacity'])
  );
});

test('what could not be asked is absent without a word about the collection', () => {
  const { findings } = evaluateNodeMemory(SCOPE, { series: {}, errors: [{ message: 'down' }], warnings: [] });
  expect(findings.filter(({ code }) => /^(missing|unknown)-/.test(code))).toEqual([]);
});

test.each([
  ['v1.20.2', 'info'],
  ['v1.27.3', 'warning'],
  ['v1.29.0', 'info'],
] as const)('a node curve computed for kubelet %s comes with a finding of severity %s', (kubeletVersion, severity) => {
  const scope = { ...SCOPE, identity: { node: 'lab-node', kubeletVersion } };
  const memory = evaluateNodeMemory(scope, replyWith({ nodeWorkingSetOfMeminfo: series(1, 2, 3) }));
  expect(memory.nodeWorkingSet?.provenance).toBe('computed');
  expect(memory.findings).toContainEqual(expect.objectContaining({ code: 'node-working-set-computed', severity }));
});
