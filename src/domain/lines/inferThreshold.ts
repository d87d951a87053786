import { thresholdFromProvider } from './inferFromProvider';
import type { NodeExposure, ReportedThreshold } from './nodeLinesExposure';
import type { Provenance, Sourced } from '../provenance';
import { findFraction, highestThreshold, type MemoryThreshold, type Threshold, type ThresholdValue } from './threshold';
import { type Bytes, MiB } from '../units';

/** The node's hard memory threshold by the best evidence there is; undefined when nothing tells. */
export function inferThreshold(exposure: NodeExposure): Sourced<MemoryThreshold> | undefined {
  return (
    fromConfiguration(exposure) ??
    fromReports(exposure) ??
    fromLimit(exposure) ??
    fromReserved(exposure) ??
    thresholdFromProvider(exposure)
  );
}

/** kubepods limit = capacity may mean "nothing reserved" or "pods not enforced": outside, both look alike. */
export function isEnforcementUnknown(exposure: NodeExposure): boolean {
  const { capacity, kubepodsLimit, configured } = exposure;
  const settled = configured?.enforceNodeAllocatable !== undefined || configuredReserved(exposure) !== undefined;
  return !settled && kubepodsLimit !== undefined && kubepodsLimit.value === capacity?.[0]?.value;
}

/** The kubepods cgroup's own limit; 0 means that it has none. */
export function measuredLimit({ kubepodsLimit }: NodeExposure): Sourced<Bytes> | undefined {
  return kubepodsLimit !== undefined && kubepodsLimit.value > 0 ? kubepodsLimit : undefined;
}

export function isPodsEnforced({ configured }: NodeExposure): boolean {
  return configured?.enforceNodeAllocatable?.includes('pods') ?? true;
}

/** kubeReserved + systemReserved as configured; giving one of them means that the other is not set. */
export function configuredReserved({ configured }: NodeExposure): Sourced<Bytes> | undefined {
  if (configured?.kubeReserved === undefined && configured?.systemReserved === undefined) {
    return undefined;
  }
  return {
    value: (configured.kubeReserved ?? 0) + (configured.systemReserved ?? 0),
    provenance: 'configured',
    source: 'kubeReserved + systemReserved of this node pool',
  };
}

function fromConfiguration({ configured }: NodeExposure): Sourced<MemoryThreshold> | undefined {
  if (configured?.evictionHard === undefined) {
    return undefined;
  }
  const own = configured.evictionHard.find(({ signal }) => signal === 'memory.available');
  return { value: own?.value ?? { kind: 'none' }, provenance: 'configured', source: 'evictionHard of this node pool' };
}

function fromReports(exposure: NodeExposure): Sourced<MemoryThreshold> | undefined {
  const [latest] = exposure.reportedThresholds ?? [];
  if (latest === undefined) {
    return undefined;
  }
  return { value: reportedValue(latest, exposure), provenance: 'reported', source: latest.source };
}

/** A percentage stands in the message as bytes, of capacity or of the kubepods limit by signal. */
function reportedValue({ signal, bytes }: ReportedThreshold, exposure: NodeExposure): ThresholdValue {
  const ofNode = signal === 'allocatableMemory.available' ? undefined : exposure.capacity?.[0]?.value;
  const ofPods = signal === 'memory.available' ? undefined : measuredLimit(exposure)?.value;
  const fraction = [ofNode, ofPods]
    .map((total) => (total === undefined ? undefined : findFraction(bytes, total)))
    .find((found) => found !== undefined);
  return fraction === undefined ? { kind: 'quantity', bytes } : { kind: 'fraction', fraction };
}

/** evictionHard = kubepods limit − allocatable − hugepages */
function fromLimit(exposure: NodeExposure): Sourced<MemoryThreshold> | undefined {
  const limit = measuredLimit(exposure);
  if (limit === undefined || !isPodsEnforced(exposure)) {
    return undefined;
  }
  const bytes = gapAboveAllocatable(exposure, limit.value);
  const isSure = !isEnforcementUnknown(exposure) || bytes === 0 || bytes === DEFAULT_THRESHOLD;
  return fromGap(exposure, {
    bytes,
    provenance: isSure ? 'computed' : 'assumed',
    source: `kubepods limit − allocatable${isSure ? '' : ', if nothing is reserved'}`,
  });
}

/** evictionHard = capacity − reserved − allocatable − hugepages */
function fromReserved(exposure: NodeExposure): Sourced<MemoryThreshold> | undefined {
  const capacity = exposure.capacity?.[0];
  const reserved = configuredReserved(exposure);
  if (capacity === undefined || reserved === undefined) {
    return undefined;
  }
  const bytes = gapAboveAllocatable(exposure, capacity.value - reserved.value);
  return fromGap(exposure, { bytes, provenance: 'computed', source: 'capacity − reserved − allocatable' });
}

const DEFAULT_THRESHOLD = 100 * MiB;

function gapAboveAllocatable({ allocatable, hugepages }: NodeExposure, from: Bytes): Bytes | undefined {
  return allocatable === undefined ? undefined : from - allocatable.value - (hugepages?.value ?? 0);
}

interface Gap {
  readonly bytes: Bytes | undefined;
  readonly provenance: Provenance;
  readonly source: string;
}

function fromGap({ capacity }: NodeExposure, { bytes, provenance, source }: Gap): Sourced<MemoryThreshold> | undefined {
  if (bytes === undefined || bytes < 0) {
    return undefined;
  }
  const total = capacity?.[0]?.value;
  const fraction = total === undefined ? undefined : findFraction(bytes, total);
  if (fraction !== undefined) {
    return { value: { kind: 'fraction', fraction }, provenance, source };
  }
  return { value: bytes === 0 ? { kind: 'none' } : { kind: 'quantity', bytes }, provenance, source };
}

/** The threshold that evicts pods at their own line, in bytes below a kubepods limit; absent when there is none. */
export function podsThreshold(
  exposure: NodeExposure,
  threshold: MemoryThreshold | undefined,
  limit: Bytes
): Bytes | undefined {
  const explicit = (exposure.configured?.evictionHard ?? []).filter(
    ({ signal }) => signal === 'allocatableMemory.available'
  );
  const copied: readonly Threshold[] =
    threshold === undefined || threshold.kind === 'none' || !isPodsEnforced(exposure)
      ? []
      : [{ signal: 'allocatableMemory.available', value: threshold }];
  return highestThreshold([...explicit, ...copied], 'allocatableMemory.available', limit);
}
