import { reservedFromProvider } from './inferFromProvider';
import {
  configuredReserved,
  inferThreshold,
  isEnforcementUnknown,
  isPodsEnforced,
  measuredLimit,
  podsThreshold,
} from './inferThreshold';
import type { NodeLines } from './nodeLines';
import type { NodeExposure } from './nodeLinesExposure';
import { nodeLinesFindings } from './nodeLinesFindings';
import type { Sourced } from '../provenance';
import { thresholdBytes, type MemoryThreshold } from './threshold';
import type { Bytes } from '../units';

/**
 * The backward model: a node's lines from what its cluster exposes. Configured beats measured and reported, these beat
 * computed, computed beats assumed; what contradicts becomes a finding, what cannot be known stays absent with one.
 */
export function inferNodeLines(exposure: NodeExposure): NodeLines {
  const capacity = exposure.capacity?.[0];
  const threshold = inferThreshold(exposure);
  const evictionHard = evictionHardOf(threshold, capacity);
  const kubepodsLimit = kubepodsLimitOf(exposure, threshold, evictionHard);
  const lines = present({
    capacity,
    hugepages: exposure.hugepages,
    evictionHard,
    kubepodsLimit,
    reserved: reservedOf(exposure, kubepodsLimit),
    allocatable: exposure.allocatable ?? allocatableOf(exposure, threshold, evictionHard, kubepodsLimit),
    podsEvictionLine: podsEvictionLineOf(exposure, threshold, kubepodsLimit),
  });
  return { ...lines, findings: nodeLinesFindings(exposure, lines, threshold) };
}

type Lines = Omit<NodeLines, 'findings'>;
type MaybeThreshold = Sourced<MemoryThreshold> | undefined;
type MaybeBytes = Sourced<Bytes> | undefined;

function evictionHardOf(threshold: MaybeThreshold, capacity: MaybeBytes): MaybeBytes {
  if (threshold === undefined || threshold.value.kind === 'none') {
    return undefined;
  }
  const { value, provenance, source } = threshold;
  if (value.kind === 'quantity') {
    return { value: value.bytes, provenance, source };
  }
  return capacity === undefined ? undefined : { value: thresholdBytes(value, capacity.value), provenance, source };
}

function kubepodsLimitOf(exposure: NodeExposure, threshold: MaybeThreshold, evictionHard: MaybeBytes): MaybeBytes {
  const capacity = exposure.capacity?.[0];
  return (
    measuredLimit(exposure) ??
    (isPodsEnforced(exposure)
      ? (difference('capacity − reserved', capacity, configuredReserved(exposure)) ??
        limitAboveAllocatable(exposure, threshold, evictionHard) ??
        difference('capacity − reserved', capacity, reservedFromProvider(exposure)))
      : derive('capacity: pods are not limited', [capacity], (bytes) => bytes))
  );
}

/** kubepods limit = allocatable + evictionHard + hugepages, for collections that drop the cgroup's own limit. */
function limitAboveAllocatable(
  exposure: NodeExposure,
  threshold: MaybeThreshold,
  evictionHard: MaybeBytes
): MaybeBytes {
  const hugepages = exposure.hugepages?.value ?? 0;
  if (threshold?.value.kind === 'none') {
    const source = `allocatable: no memory threshold (${threshold.source})`;
    return derive(source, [exposure.allocatable, threshold], (allocatable) => allocatable + hugepages);
  }
  const source = `allocatable + evictionHard (${evictionHard?.source ?? ''})`;
  return derive(
    source,
    [exposure.allocatable, evictionHard],
    (allocatable, eviction = 0) => allocatable + eviction + hugepages
  );
}

function reservedOf(exposure: NodeExposure, kubepodsLimit: MaybeBytes): MaybeBytes {
  const given = configuredReserved(exposure);
  if (given !== undefined || !isPodsEnforced(exposure)) {
    return given;
  }
  const capacity = exposure.capacity?.[0];
  if (capacity !== undefined && kubepodsLimit !== undefined && kubepodsLimit.value > capacity.value) {
    return undefined;
  }
  const derived = difference('capacity − kubepods limit', capacity, kubepodsLimit);
  return derived !== undefined && isEnforcementUnknown(exposure) ? { ...derived, provenance: 'assumed' } : derived;
}

function allocatableOf(
  exposure: NodeExposure,
  threshold: MaybeThreshold,
  evictionHard: MaybeBytes,
  kubepodsLimit: MaybeBytes
): MaybeBytes {
  const hugepages = exposure.hugepages?.value ?? 0;
  const top = isPodsEnforced(exposure)
    ? kubepodsLimit
    : difference('capacity − reserved', exposure.capacity?.[0], configuredReserved(exposure));
  if (threshold?.value.kind === 'none') {
    return derive('kubepods limit: no memory threshold', [top, threshold], (limit) => Math.max(0, limit - hugepages));
  }
  return derive('kubepods limit − evictionHard', [top, evictionHard], (limit, eviction = 0) =>
    Math.max(0, limit - eviction - hugepages)
  );
}

function podsEvictionLineOf(exposure: NodeExposure, threshold: MaybeThreshold, kubepodsLimit: MaybeBytes): MaybeBytes {
  if (threshold === undefined) {
    return assumedPodsEvictionLine(exposure);
  }
  const below = kubepodsLimit === undefined ? undefined : podsThreshold(exposure, threshold.value, kubepodsLimit.value);
  return below === undefined
    ? undefined
    : derive('kubepods limit − evictionHard', [kubepodsLimit, threshold], (limit) => Math.max(0, limit - below));
}

/** Whatever amount the threshold is, pods are evicted where allocatable ends (and hugepages begin). */
function assumedPodsEvictionLine({ allocatable, hugepages }: NodeExposure): MaybeBytes {
  return allocatable === undefined
    ? undefined
    : {
        value: allocatable.value + (hugepages?.value ?? 0),
        provenance: 'assumed',
        source: 'allocatable, if evictionHard is an amount and not a percentage',
      };
}

function difference(source: string, from: MaybeBytes, less: MaybeBytes): MaybeBytes {
  return derive(source, [from, less], (whole, part = 0) => Math.max(0, whole - part));
}

/** Computed from all inputs, or only assumed when one of them is; absent when one of them is. */
function derive(
  source: string,
  inputs: ReadonlyArray<Sourced<unknown> | undefined>,
  formula: (first: Bytes, second?: Bytes) => Bytes
): MaybeBytes {
  const [first, second] = inputs;
  if (inputs.some((input) => input === undefined) || !isBytes(first)) {
    return undefined;
  }
  const isAssumed = inputs.some((input) => input?.provenance === 'assumed');
  return {
    value: formula(first.value, isBytes(second) ? second.value : undefined),
    provenance: isAssumed ? 'assumed' : 'computed',
    source,
  };
}

function isBytes(input: Sourced<unknown> | undefined): input is Sourced<Bytes> {
  return typeof input?.value === 'number';
}

function present(lines: { readonly [K in keyof Lines]: Lines[K] | undefined }): Lines {
  return Object.fromEntries(Object.entries(lines).filter(([, line]) => line !== undefined));
}
