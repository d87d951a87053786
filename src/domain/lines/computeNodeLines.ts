import type { NodeLines } from './nodeLines';
import type { Finding, Sourced } from '../provenance';
import { effectiveThresholds, highestThreshold, type Threshold, thresholdPercent } from './threshold';
import { type Bytes, MiB } from '../units';

/** Settings as KubeletConfiguration names them; what is absent has the kubelet's own default. */
export interface KubeletSettings {
  /** Default 0. */
  readonly kubeReserved?: Bytes;
  /** Default 0. */
  readonly systemReserved?: Bytes;
  /** Default `memory.available<100Mi`, but only if entirely unset: a list without memory.available has no memory threshold. */
  readonly evictionHard?: readonly Threshold[];
  /** Pre-allocated hugepages of all sizes; default 0. */
  readonly hugepages?: Bytes;
  /** Default `["pods"]`. */
  readonly enforceNodeAllocatable?: readonly string[];
}

/** kubelet 1.32 eviction/defaults_linux.go */
export const DEFAULT_EVICTION_HARD: readonly Threshold[] = [
  { signal: 'memory.available', value: { kind: 'quantity', bytes: 100 * MiB } },
];

/**
 * The forward model: a node's lines from its kubelet's settings, by the kubelet's own arithmetic
 * (1.32 cm/node_container_manager_linux.go, cm/helpers.go, eviction/helpers.go).
 */
export function computeNodeLines(capacity: Sourced<Bytes>, settings: KubeletSettings): NodeLines {
  const {
    kubeReserved = 0,
    systemReserved = 0,
    evictionHard = DEFAULT_EVICTION_HARD,
    hugepages,
    enforceNodeAllocatable = ['pods'],
  } = settings;
  const enforced = enforceNodeAllocatable.includes('pods');
  const reserved = kubeReserved + systemReserved;
  const kubepodsLimit = enforced ? atLeastZero(capacity.value - reserved) : capacity.value;
  const nodeThreshold = highestThreshold(evictionHard, 'memory.available', capacity.value);
  const podsThreshold = highestThreshold(
    effectiveThresholds(evictionHard, enforceNodeAllocatable),
    'allocatableMemory.available',
    kubepodsLimit
  );
  const allocatable = atLeastZero(capacity.value - reserved - (nodeThreshold ?? 0) - (hugepages ?? 0));

  return {
    capacity,
    reserved: configured(reserved, 'kubeReserved + systemReserved'),
    ...(nodeThreshold !== undefined && { evictionHard: configured(nodeThreshold, 'evictionHard memory.available') }),
    ...(hugepages !== undefined && { hugepages: configured(hugepages, 'pre-allocated hugepages') }),
    allocatable: computed(allocatable, 'capacity − reserved − evictionHard − hugepages'),
    kubepodsLimit: computed(kubepodsLimit, enforced ? 'capacity − reserved' : 'capacity: pods are not limited'),
    ...(podsThreshold !== undefined && {
      podsEvictionLine: computed(atLeastZero(kubepodsLimit - podsThreshold), 'kubepods limit − evictionHard'),
    }),
    findings: [
      ...(enforced ? [] : [PODS_NOT_ENFORCED]),
      ...(nodeThreshold === undefined && podsThreshold === undefined ? [NO_MEMORY_THRESHOLD] : []),
      ...(enforced ? percentageFindings(evictionHard) : []),
    ],
  };
}

export const NO_MEMORY_THRESHOLD: Finding = {
  severity: 'warning',
  code: 'no-memory-threshold',
  text: 'This kubelet has no hard memory threshold: it never evicts for memory, the kernel kills instead.',
  remedy: 'Set evictionHard: {memory.available: "…"} in the KubeletConfiguration.',
};

export const PODS_NOT_ENFORCED: Finding = {
  severity: 'warning',
  code: 'pods-not-enforced',
  text: 'enforceNodeAllocatable lacks "pods": pods together may take all memory of the node, and are not evicted at allocatable.',
  remedy: 'Set enforceNodeAllocatable: ["pods"] in the KubeletConfiguration.',
};

/** The trap: the same percentage is taken of two different totals. */
export function percentageFinding(fraction: number): Finding {
  const percent = thresholdPercent(fraction);
  return {
    severity: 'info',
    code: 'percentage-threshold',
    text: `evictionHard is ${percent}: of capacity in allocatable, but of the kubepods limit where pods are evicted, so that pods may exceed allocatable a little.`,
    remedy: 'Give evictionHard memory.available as an amount, such as 750Mi, to have both lines coincide.',
  };
}

function percentageFindings(evictionHard: readonly Threshold[]): readonly Finding[] {
  return evictionHard.flatMap(({ signal, value }) =>
    signal === 'memory.available' && value.kind === 'fraction' ? [percentageFinding(value.fraction)] : []
  );
}

function configured(value: Bytes, source: string): Sourced<Bytes> {
  return { value, provenance: 'configured', source };
}

function computed(value: Bytes, source: string): Sourced<Bytes> {
  return { value, provenance: 'computed', source };
}

function atLeastZero(bytes: Bytes): Bytes {
  return Math.max(0, bytes);
}
