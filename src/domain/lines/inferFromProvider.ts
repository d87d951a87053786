import type { NodeExposure } from './nodeLinesExposure';
import type { Sourced } from '../provenance';
import type { MemoryThreshold } from './threshold';
import { type Bytes, MiB } from '../units';

/** The provider's documented threshold, unless what is known of the node rules the provider's settings out. */
export function thresholdFromProvider(exposure: NodeExposure): Sourced<MemoryThreshold> | undefined {
  const { provider } = exposure;
  if (provider === undefined || providerMismatch(exposure) !== undefined) {
    return undefined;
  }
  const { evictionHard } = provider;
  return {
    value: evictionHard === undefined ? { kind: 'none' } : { kind: 'quantity', bytes: evictionHard },
    provenance: 'assumed',
    source: `${provider.name} default`,
  };
}

/** The provider's documented kubeReserved + systemReserved. */
export function reservedFromProvider(exposure: NodeExposure): Sourced<Bytes> | undefined {
  const { provider } = exposure;
  const value = expectedReserved(exposure);
  if (provider === undefined || value === undefined || providerMismatch(exposure) !== undefined) {
    return undefined;
  }
  return { value, provenance: 'assumed', source: `${provider.name} default` };
}

/** How much more (or less) than its provider's defaults a node keeps from its pods. */
export interface ProviderMismatch {
  readonly expected: Bytes;
  readonly found: Bytes;
}

/** capacity − allocatable must be about what the provider's formulas give, else someone changed the settings. */
export function providerMismatch(exposure: NodeExposure): ProviderMismatch | undefined {
  const { capacity, allocatable, hugepages, provider } = exposure;
  const reserved = expectedReserved(exposure);
  const total = capacity?.[0];
  if (total === undefined || allocatable === undefined || provider === undefined || reserved === undefined) {
    return undefined;
  }
  const expected = reserved + (provider.evictionHard ?? 0);
  const found = total.value - allocatable.value - (hugepages?.value ?? 0);
  // Documentation says MB where kubelets are given Mi (5 %), and the machine's nominal size is a guess.
  const tolerance = reserved === 0 ? 0 : Math.max(64 * MiB, reserved * 0.05);
  return Math.abs(found - expected) > tolerance ? { expected, found } : undefined;
}

function expectedReserved({ capacity, provider, maxPods }: NodeExposure): Bytes | undefined {
  const total = capacity?.[0];
  return total === undefined
    ? undefined
    : provider?.reserved({ capacity: total.value, ...(maxPods !== undefined && { maxPods }) });
}
