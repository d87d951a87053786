import fc from 'fast-check';

import { computeNodeLines, type KubeletSettings } from './computeNodeLines';
import { inferNodeLines } from './inferNodeLines';
import type { NodeLineName, NodeLines } from './nodeLines';
import type { NodeExposure } from './nodeLinesExposure';
import { findProvider } from './providers';
import { AKS_BEFORE_1_29, AKS_SINCE_1_29 } from './providers/aks';
import type { Provenance, Sourced } from '../provenance';
import { parseBytes } from '../quantity/quantity';
import { parseEvictionFlag, type Threshold } from './threshold';
import { type Bytes, KiB, MiB } from '../units';

const CAPACITY = sourced('7120616Ki', 'kube_node_status_capacity');
const ALLOCATABLE = sourced('4675304Ki', 'kube_node_status_allocatable');
const LIMIT = sourced('5443304Ki', 'container_spec_memory_limit_bytes', 'measured');

/** The article's node with everything exposed. */
const ARTICLE: NodeExposure = {
  capacity: [CAPACITY],
  allocatable: ALLOCATABLE,
  kubepodsLimit: LIMIT,
  hugepages: sourced('0', 'kube_node_status_capacity'),
};

/** The same node through kube-prometheus-stack, which drops every container_spec series. */
const WITHOUT_LIMIT: NodeExposure = { capacity: [CAPACITY], allocatable: ALLOCATABLE };

const K3S = withProvider('k3s');
const KUBEADM = withProvider('kubeadm');

function sourced(quantity: string, source: string, provenance: Provenance = 'reported'): Sourced<Bytes> {
  return { value: parseBytes(quantity), provenance, source };
}

function withProvider(id: string): NodeExposure {
  const provider = findProvider(id, 'v1.30.0');
  return provider === undefined ? {} : { provider };
}

function evictionHard(flag: string): Pick<NodeExposure, 'configured'> {
  return { configured: { evictionHard: parseEvictionFlag(flag) } };
}

const codesOf = (lines: NodeLines) => lines.findings.map(({ code }) => code);
const shown = (lines: NodeLines, name: NodeLineName) => {
  const line = lines[name];
  return line && `${line.value / MiB} ${line.provenance}`;
};

describe('everything exposed', () => {
  test("the article's node, to the byte, without a finding", () => {
    const lines = inferNodeLines(ARTICLE);
    expect(lines.evictionHard).toEqual({
      value: 750 * MiB,
      provenance: 'computed',
      source: 'kubepods limit − allocatable',
    });
    expect(lines.reserved).toEqual({ value: 1638 * MiB, provenance: 'computed', source: 'capacity − kubepods limit' });
    expect(lines.kubepodsLimit).toBe(LIMIT);
    expect(lines.kubepodsLimit?.value).toBe(5573943296);
    expect(lines.allocatable).toBe(ALLOCATABLE);
    expect(lines.podsEvictionLine).toMatchObject({ value: ALLOCATABLE.value, provenance: 'computed' });
    expect(lines.findings).toEqual([]);
  });

  test.each([
    ['recording-1 (1.20)', '7120616Ki', '4675304Ki', '5573943296', 750, 1638],
    ['recording-2 (1.34)', '7119920Ki', '4674608Ki', '5573230592', 750, 1638],
    ['another 1.20 kubelet', '24684092Ki', '1308220Ki', '1513020Ki', 200, 100 + 22 * 1024],
  ])('%s as its real kubelet was configured', (_, capacity, allocatable, limit, threshold, reserved) => {
    const lines = inferNodeLines({
      capacity: [sourced(capacity, 'ksm'), sourced(capacity, 'machine_memory_bytes', 'measured')],
      allocatable: sourced(allocatable, 'ksm'),
      kubepodsLimit: sourced(limit, 'container_spec_memory_limit_bytes', 'measured'),
    });
    expect(shown(lines, 'evictionHard')).toBe(`${threshold} computed`);
    expect(shown(lines, 'reserved')).toBe(`${reserved} computed`);
    expect(lines.podsEvictionLine?.value).toBe(parseBytes(allocatable));
    expect(lines.findings).toEqual([]);
  });

  test('hugepages are no part of evictionHard', () => {
    const lines = inferNodeLines({
      ...ARTICLE,
      hugepages: sourced('512Mi', 'kube_node_status_capacity'),
      allocatable: sourced('4151016Ki', 'kube_node_status_allocatable'),
    });
    expect(lines.evictionHard?.value).toBe(750 * MiB);
    expect(lines.podsEvictionLine?.value).toBe(ALLOCATABLE.value);
  });

  test('5 % is recognised by its bytes, and pods are evicted at 5 % of their own limit', () => {
    const truth = computeNodeLines(CAPACITY, {
      kubeReserved: parseBytes('1638Mi'),
      evictionHard: parseEvictionFlag('memory.available<5%'),
    });
    const lines = inferNodeLines({ ...ARTICLE, allocatable: sourced(`${truth.allocatable?.value}`, 'ksm') });
    expect(lines.evictionHard?.value).toBe(364575544);
    expect(lines.podsEvictionLine?.value).toBe(truth.podsEvictionLine?.value);
    expect(codesOf(lines)).toEqual(['percentage-threshold']);
  });

  test('an amount that is neither round nor a round percentage is said to be possibly a percentage', () => {
    const lines = inferNodeLines({ ...ARTICLE, allocatable: sourced('4787456001', 'ksm') });
    expect(codesOf(lines)).toEqual(['maybe-percentage']);
  });

  test('allocatable = kubepods limit means that there is no memory threshold', () => {
    const lines = inferNodeLines({ ...ARTICLE, allocatable: sourced('5443304Ki', 'ksm') });
    expect(lines.evictionHard).toBeUndefined();
    expect(lines.podsEvictionLine).toBeUndefined();
    expect(codesOf(lines)).toEqual(['no-memory-threshold']);
  });
});

describe('a kubepods limit equal to capacity', () => {
  const UNRESERVED = {
    ...ARTICLE,
    kubepodsLimit: sourced('7120616Ki', 'container_spec_memory_limit_bytes', 'measured'),
  };

  test('with 100Mi less allocatable it is the plain default', () => {
    const lines = inferNodeLines({ ...UNRESERVED, allocatable: sourced('7018216Ki', 'ksm') });
    expect(shown(lines, 'evictionHard')).toBe('100 computed');
    expect(lines.findings).toEqual([]);
  });

  test('with any other difference it may as well not be enforced: assumed, and said so', () => {
    const lines = inferNodeLines(UNRESERVED);
    expect(shown(lines, 'evictionHard')).toBe('2388 assumed');
    expect(shown(lines, 'reserved')).toBe('0 assumed');
    expect(codesOf(lines)).toEqual(['enforcement-unknown']);
  });

  test('the configured settings settle it', () => {
    const configured: KubeletSettings = {
      kubeReserved: parseBytes('1638Mi'),
      evictionHard: parseEvictionFlag('memory.available<750Mi'),
      enforceNodeAllocatable: [],
    };
    const lines = inferNodeLines({ ...UNRESERVED, configured });
    expect(shown(lines, 'evictionHard')).toBe('750 configured');
    expect(lines.podsEvictionLine).toBeUndefined();
    expect(codesOf(lines)).toEqual(['pods-not-enforced']);
  });
});

describe('no kubepods limit', () => {
  test('without more, the limit and evictionHard are absent and the pods’ eviction line is assumed at allocatable', () => {
    const lines = inferNodeLines(WITHOUT_LIMIT);
    expect(lines.kubepodsLimit).toBeUndefined();
    expect(lines.evictionHard).toBeUndefined();
    expect(lines.reserved).toBeUndefined();
    expect(lines.podsEvictionLine).toMatchObject({ value: ALLOCATABLE.value, provenance: 'assumed' });
    expect(codesOf(lines)).toEqual(['missing-kubepods-limit', 'unknown-eviction-hard']);
    expect(lines.findings[0]).toMatchObject({
      severity: 'warning',
      text: expect.stringContaining('container_spec_memory_limit_bytes'),
      remedy: expect.stringContaining('cAdvisorMetricRelabelings'),
    });
  });

  test('with evictionHard configured the limit is computed', () => {
    const lines = inferNodeLines({ ...WITHOUT_LIMIT, ...evictionHard('memory.available<750Mi') });
    expect(lines.kubepodsLimit).toMatchObject({ value: LIMIT.value, provenance: 'computed' });
    expect(shown(lines, 'reserved')).toBe('1638 computed');
    expect(lines.findings).toMatchObject([{ code: 'missing-kubepods-limit', severity: 'info' }]);
  });

  test('with reserved configured evictionHard is computed', () => {
    const lines = inferNodeLines({ ...WITHOUT_LIMIT, configured: { kubeReserved: parseBytes('1638Mi') } });
    expect(shown(lines, 'evictionHard')).toBe('750 computed');
    expect(lines.kubepodsLimit).toMatchObject({ value: LIMIT.value, provenance: 'computed' });
  });

  test('with a threshold that an event reported the limit is computed', () => {
    const lines = inferNodeLines({
      ...WITHOUT_LIMIT,
      reportedThresholds: [{ bytes: 750 * MiB, source: 'Evicted event' }],
    });
    expect(lines.evictionHard).toEqual({ value: 750 * MiB, provenance: 'reported', source: 'Evicted event' });
    expect(lines.kubepodsLimit?.value).toBe(LIMIT.value);
  });

  test("with AKS's defaults, which the node fits, both are assumed", () => {
    const lines = inferNodeLines({ ...WITHOUT_LIMIT, provider: AKS_BEFORE_1_29 });
    expect(lines.evictionHard).toEqual({ value: 750 * MiB, provenance: 'assumed', source: 'AKS before 1.29 default' });
    expect(lines.kubepodsLimit).toMatchObject({ value: LIMIT.value, provenance: 'assumed' });
    expect(codesOf(lines)).toEqual(['missing-kubepods-limit']);
  });

  test('defaults that the node does not fit are not assumed', () => {
    const lines = inferNodeLines({ ...WITHOUT_LIMIT, provider: AKS_SINCE_1_29, maxPods: 110 });
    expect(lines.evictionHard).toBeUndefined();
    expect(lines.kubepodsLimit).toBeUndefined();
    expect(codesOf(lines)).toEqual(['missing-kubepods-limit', 'unknown-eviction-hard', 'provider-mismatch']);
  });

  test('k3s has no threshold: the limit is allocatable', () => {
    const lines = inferNodeLines({ capacity: [CAPACITY], allocatable: CAPACITY, ...K3S });
    expect(lines.kubepodsLimit).toMatchObject({ value: CAPACITY.value, provenance: 'assumed' });
    expect(lines.podsEvictionLine).toBeUndefined();
    expect(codesOf(lines)).toContain('no-memory-threshold');
  });

  test('a limit of 0 is no limit', () => {
    const lines = inferNodeLines({ ...ARTICLE, kubepodsLimit: sourced('0', 'container_spec_memory_limit_bytes') });
    expect(lines.kubepodsLimit).toBeUndefined();
    expect(codesOf(lines)).toContain('no-kubepods-limit');
  });
});

describe('no allocatable', () => {
  const { allocatable: _, ...WITHOUT_ALLOCATABLE } = ARTICLE;

  test('it is computed from the limit and a configured threshold', () => {
    const lines = inferNodeLines({ ...WITHOUT_ALLOCATABLE, ...evictionHard('memory.available<750Mi') });
    expect(lines.allocatable).toMatchObject({ value: ALLOCATABLE.value, provenance: 'computed' });
    expect(codesOf(lines)).toEqual(['missing-allocatable']);
  });

  test('it is unknown when nothing tells the threshold', () => {
    const lines = inferNodeLines(WITHOUT_ALLOCATABLE);
    expect(lines.allocatable).toBeUndefined();
    expect(lines.podsEvictionLine).toBeUndefined();
    expect(codesOf(lines)).toEqual(['missing-allocatable', 'unknown-eviction-hard']);
  });
});

test('from capacity alone a provider gives every line, all assumed', () => {
  const lines = inferNodeLines({ capacity: [CAPACITY], ...KUBEADM });
  expect(shown(lines, 'evictionHard')).toBe('100 assumed');
  expect(lines.kubepodsLimit).toMatchObject({ value: CAPACITY.value, provenance: 'assumed' });
  expect(lines.allocatable).toMatchObject({ value: CAPACITY.value - 100 * MiB, provenance: 'assumed' });
});

test('nothing exposed leaves no line, and names what is missing', () => {
  const { findings, ...lines } = inferNodeLines({});
  expect(lines).toEqual({});
  expect(findings.map(({ code }) => code)).toEqual([
    'missing-capacity',
    'missing-allocatable',
    'missing-kubepods-limit',
    'unknown-eviction-hard',
  ]);
});

describe('contradictions are reported, and the better evidence is shown', () => {
  test.each<[string, NodeExposure, string, NodeLineName, string]>([
    [
      'a configured threshold against the measured limit',
      { ...ARTICLE, ...evictionHard('memory.available<1000Mi') },
      'contradiction-eviction-hard',
      'evictionHard',
      '1000 configured',
    ],
    [
      'a configured reservation against the measured limit',
      { ...ARTICLE, configured: { kubeReserved: parseBytes('1Gi') } },
      'contradiction-kubepods-limit',
      'reserved',
      '1024 configured',
    ],
    [
      'a reported threshold against the measured limit',
      { ...ARTICLE, reportedThresholds: [{ signal: 'memory.available', bytes: 1000 * MiB, source: 'kubelet log' }] },
      'contradiction-eviction-hard',
      'evictionHard',
      '1000 reported',
    ],
    [
      'two capacities',
      { ...ARTICLE, capacity: [CAPACITY, sourced('8Gi', 'machine_memory_bytes', 'measured')] },
      'contradiction-capacity',
      'kubepodsLimit',
      `${LIMIT.value / MiB} measured`,
    ],
    [
      'a limit above capacity',
      { ...ARTICLE, kubepodsLimit: sourced('8Gi', 'container_spec_memory_limit_bytes', 'measured') },
      'contradiction-kubepods-limit',
      'kubepodsLimit',
      '8192 measured',
    ],
    [
      'allocatable above the limit',
      { ...ARTICLE, allocatable: sourced('6Gi', 'kube_node_status_allocatable') },
      'contradiction-allocatable',
      'allocatable',
      '6144 reported',
    ],
  ])('%s', (_, exposure, code, line, expected) => {
    const lines = inferNodeLines(exposure);
    expect(codesOf(lines)).toContain(code);
    expect(shown(lines, line)).toBe(expected);
  });

  test('both numbers and their sources stand in the text', () => {
    const lines = inferNodeLines({ ...ARTICLE, ...evictionHard('memory.available<1000Mi') });
    expect(lines.findings[0]?.text).toBe(
      'evictionHard is 1000 MiB (configured: evictionHard of this node pool), but kubepods limit − allocatable says 750 MiB.'
    );
  });
});

test('a percentage reported by the pods’ own signal is read of the kubepods limit', () => {
  const lines = inferNodeLines({
    ...ARTICLE,
    allocatable: sourced('5209367752', 'ksm'),
    reportedThresholds: [{ signal: 'allocatableMemory.available', bytes: 278697168, source: 'kubelet log' }],
  });
  expect(lines.evictionHard?.value).toBe(364575544);
  expect(lines.podsEvictionLine?.value).toBe(5573943296 - 278697168);
  expect(codesOf(lines)).toEqual(['percentage-threshold']);
});

test('what is computed forward is inferred back from capacity, allocatable and limit alone', () => {
  const amounts = fc
    .integer({ min: 1, max: 2000 })
    .map((mebi): Threshold['value'] => ({ kind: 'quantity', bytes: mebi * MiB }));
  const percentages = fc
    .integer({ min: 1, max: 300 })
    .map((tenths): Threshold['value'] => ({ kind: 'fraction', fraction: Math.fround(Math.fround(tenths / 10) / 100) }));
  const thresholds = fc.option(fc.oneof(amounts, percentages));
  const arbitraryNode = fc.record({
    capacity: fc.integer({ min: 8 * 1024 * 1024, max: 512 * 1024 * 1024 }).map((kibi) => kibi * KiB),
    kubeReserved: fc.integer({ min: 1, max: 3000 }).map((mebi) => mebi * MiB),
    hugepages: fc.integer({ min: 0, max: 256 }).map((pages) => 2 * pages * MiB),
    value: thresholds,
  });
  fc.assert(
    fc.property(arbitraryNode, ({ capacity, kubeReserved, hugepages, value }) => {
      const reportedCapacity: Sourced<Bytes> = { value: capacity, provenance: 'reported', source: 'ksm' };
      const truth = computeNodeLines(reportedCapacity, {
        kubeReserved,
        hugepages,
        evictionHard: value === null ? [] : [{ signal: 'memory.available', value }],
      });
      // A percentage that happens to give whole MiB is an amount to anyone outside.
      fc.pre(value?.kind !== 'fraction' || (truth.evictionHard?.value ?? 0) % MiB !== 0);
      const { allocatable, kubepodsLimit, hugepages: pages } = truth;
      const inferred = inferNodeLines({
        capacity: [reportedCapacity],
        ...(allocatable && { allocatable }),
        ...(kubepodsLimit && { kubepodsLimit }),
        ...(pages && { hugepages: pages }),
      });
      expect(valuesOf(inferred)).toEqual(valuesOf(truth));
    })
  );
});

function valuesOf({ findings: _, ...lines }: NodeLines): Record<string, Bytes> {
  return Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, line.value]));
}
