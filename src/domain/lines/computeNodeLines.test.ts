import { computeNodeLines, type KubeletSettings } from './computeNodeLines';
import type { NodeLineName, NodeLines } from './nodeLines';
import type { Sourced } from '../provenance';
import { parseBytes } from '../quantity/quantity';
import { parseEvictionFlag } from './threshold';
import { type Bytes, MiB } from '../units';

const ARTICLE_CAPACITY = reported('7120616Ki');

function reported(quantity: string): Sourced<Bytes> {
  return { value: parseBytes(quantity), provenance: 'reported', source: 'kube_node_status_capacity' };
}

function linesOf(evictionHard: string, more: KubeletSettings = {}, capacity = ARTICLE_CAPACITY): NodeLines {
  return computeNodeLines(capacity, {
    kubeReserved: parseBytes('1638Mi'),
    evictionHard: parseEvictionFlag(evictionHard),
    ...more,
  });
}

const valuesOf = (lines: NodeLines, ...names: readonly NodeLineName[]) => names.map((name) => lines[name]?.value);
const codesOf = (lines: NodeLines) => lines.findings.map(({ code }) => code);

test('the article: 1638Mi reserved and a 750Mi threshold leave 4675304Ki under a limit of 5573943296 bytes', () => {
  const lines = linesOf('memory.available<750Mi');
  expect(valuesOf(lines, 'allocatable', 'kubepodsLimit', 'podsEvictionLine', 'evictionHard')).toEqual([
    4675304 * 1024,
    5573943296,
    4675304 * 1024,
    750 * MiB,
  ]);
  expect(lines.allocatable?.provenance).toBe('computed');
  expect(lines.evictionHard?.provenance).toBe('configured');
  expect(lines.findings).toEqual([]);
});

test('a threshold of 1000Mi lowers allocatable to 4419304Ki and leaves the limit alone', () => {
  expect(valuesOf(linesOf('memory.available<1000Mi'), 'allocatable', 'kubepodsLimit')).toEqual([
    4419304 * 1024,
    5573943296,
  ]);
});

test('5 % costs allocatable 347.7 MiB but evicts pods only at 265.8 MiB below the limit', () => {
  const lines = linesOf('memory.available<5%');
  const [limit = 0, allocatable = 0, line = 0] = valuesOf(lines, 'kubepodsLimit', 'allocatable', 'podsEvictionLine');
  expect(((limit - allocatable) / MiB).toFixed(1)).toBe('347.7');
  expect(((limit - line) / MiB).toFixed(1)).toBe('265.8');
  expect(line).toBeGreaterThan(allocatable);
  expect(codesOf(lines)).toEqual(['percentage-threshold']);
});

test('the other recorded kubelet: 100Mi and 22Gi reserved of 24684092Ki leave 1308220Ki', () => {
  const lines = linesOf(
    'memory.available<200Mi',
    { kubeReserved: parseBytes('100Mi'), systemReserved: parseBytes('22Gi') },
    reported('24684092Ki')
  );
  expect(valuesOf(lines, 'allocatable', 'kubepodsLimit')).toEqual([1308220 * 1024, 1513020 * 1024]);
});

test('hugepages leave allocatable, not the limit, so pods are evicted above allocatable', () => {
  const lines = linesOf('memory.available<750Mi', { hugepages: 512 * MiB });
  expect(valuesOf(lines, 'allocatable', 'kubepodsLimit', 'podsEvictionLine')).toEqual([
    4675304 * 1024 - 512 * MiB,
    5573943296,
    4675304 * 1024,
  ]);
});

test('without "pods" enforced the limit is capacity and no line evicts pods', () => {
  const lines = linesOf('memory.available<750Mi', { enforceNodeAllocatable: ['none'] });
  expect(valuesOf(lines, 'allocatable', 'kubepodsLimit', 'podsEvictionLine')).toEqual([
    4675304 * 1024,
    ARTICLE_CAPACITY.value,
    undefined,
  ]);
  expect(codesOf(lines)).toEqual(['pods-not-enforced']);
});

test.each(['', 'nodefs.available<10%', 'memory.available<0%'])('%j has no memory threshold at all', (flag) => {
  const lines = linesOf(flag);
  expect(valuesOf(lines, 'allocatable', 'evictionHard', 'podsEvictionLine')).toEqual([
    5573943296,
    undefined,
    undefined,
  ]);
  expect(codesOf(lines)).toEqual(['no-memory-threshold']);
});

test('an unset evictionHard means 100Mi', () => {
  const lines = computeNodeLines(ARTICLE_CAPACITY, {});
  expect(valuesOf(lines, 'reserved', 'evictionHard', 'allocatable')).toEqual([
    0,
    100 * MiB,
    ARTICLE_CAPACITY.value - 100 * MiB,
  ]);
});

test('of two thresholds for the pods the higher one fires first', () => {
  const lines = linesOf('memory.available<750Mi,allocatableMemory.available<1Gi');
  expect(lines.podsEvictionLine?.value).toBe(5573943296 - 1024 * MiB);
  expect(lines.allocatable?.value).toBe(4675304 * 1024);
});

test('more reserved than there is leaves zero, not less', () => {
  const lines = linesOf('memory.available<750Mi', { systemReserved: parseBytes('64Gi') });
  expect(valuesOf(lines, 'allocatable', 'kubepodsLimit', 'podsEvictionLine')).toEqual([0, 0, 0]);
});
