import { parseBytes, quote } from '../quantity/quantity';
import { type Bytes, MiB } from '../units';

/** Signals the kubelet accepts in evictionHard (kubelet 1.34 eviction/api/types.go). */
export const EVICTION_SIGNALS = [
  'memory.available',
  'allocatableMemory.available',
  'nodefs.available',
  'nodefs.inodesFree',
  'imagefs.available',
  'imagefs.inodesFree',
  'containerfs.available',
  'containerfs.inodesFree',
  'pid.available',
] as const;

export type EvictionSignal = (typeof EVICTION_SIGNALS)[number];

/** An amount, or a fraction (0–1, in float32 as the kubelet keeps it) of the signal's own capacity. */
export type ThresholdValue =
  { readonly kind: 'quantity'; readonly bytes: Bytes } | { readonly kind: 'fraction'; readonly fraction: number };

/** The hard memory.available threshold, or the knowledge that there is none. */
export type MemoryThreshold = ThresholdValue | { readonly kind: 'none' };

/** The kubelet evicts while the signal is strictly below the value. */
export interface Threshold {
  readonly signal: EvictionSignal;
  readonly value: ThresholdValue;
}

export class ThresholdError extends Error {
  override readonly name = 'ThresholdError';
}

/**
 * Reads the flag form of evictionHard: `memory.available<750Mi,nodefs.available<10%`.
 * @throws ThresholdError quoting the input
 */
export function parseEvictionFlag(flag: string): readonly Threshold[] {
  const entries = flag
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair): readonly [string, string] => {
      const at = pair.indexOf('<');
      if (at < 0) {
        throw new ThresholdError(
          `${quote(pair)} is not a threshold: expected signal<value, such as memory.available<750Mi`
        );
      }
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    });
  // A signal named twice counts with its last value, as the kubelet's flag does.
  return parseEvictionMap(Object.fromEntries(entries));
}

/**
 * Reads the map form of evictionHard, as in KubeletConfiguration. `0%` and `100%` disable a signal: it is left out.
 * @throws ThresholdError quoting the input
 */
export function parseEvictionMap(evictionHard: Readonly<Record<string, string>>): readonly Threshold[] {
  return Object.entries(evictionHard).flatMap(([signal, text]) => {
    if (!isSignal(signal)) {
      throw new ThresholdError(`${quote(signal)} is not an eviction signal: expected memory.available or another`);
    }
    const value = parseValue(text, signal);
    return value === undefined ? [] : [{ signal, value }];
  });
}

/**
 * The thresholds the kubelet really watches: with `pods` enforced, the hard memory.available one is copied to
 * allocatableMemory.available (kubelet 1.34 eviction/helpers.go, addAllocatableThresholds).
 */
export function effectiveThresholds(
  evictionHard: readonly Threshold[],
  enforceNodeAllocatable: readonly string[]
): readonly Threshold[] {
  if (!enforceNodeAllocatable.includes('pods')) {
    return evictionHard;
  }
  const copies = evictionHard
    .filter(({ signal }) => signal === 'memory.available')
    .map(({ value }): Threshold => ({ signal: 'allocatableMemory.available', value }));
  return [...evictionHard, ...copies];
}

/** The threshold in bytes, a fraction taken of `capacity` in float64 and truncated (eviction/api/types.go). */
export function thresholdBytes(value: ThresholdValue, capacity: Bytes): Bytes {
  return value.kind === 'quantity' ? value.bytes : Math.trunc(capacity * value.fraction);
}

/** The threshold on a signal in bytes, absent when there is none: of several the highest fires first. */
export function highestThreshold(
  thresholds: readonly Threshold[],
  signal: EvictionSignal,
  capacity: Bytes
): Bytes | undefined {
  const all = thresholds.filter((each) => each.signal === signal).map(({ value }) => thresholdBytes(value, capacity));
  return all.length === 0 ? undefined : Math.max(...all);
}

/**
 * Reads bytes back as the percentage they may have come from. Amounts that people write are whole MiB; a percentage of a
 * node's memory hardly ever is. Undefined when it is an amount, or no percentage with one decimal gives exactly these bytes.
 */
export function findFraction(bytes: Bytes, capacity: Bytes): number | undefined {
  if (bytes <= 0 || bytes % MiB === 0) {
    return undefined;
  }
  const tenths = Math.round((bytes / capacity) * 1000);
  const fraction = Math.fround(Math.fround(tenths / 10) / 100);
  return thresholdBytes({ kind: 'fraction', fraction }, capacity) === bytes ? fraction : undefined;
}

/** A fraction as a person wrote it, without the float32 noise: `5 %`. */
export function thresholdPercent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(6))} %`;
}

function isSignal(signal: string): signal is EvictionSignal {
  return EVICTION_SIGNALS.some((known) => known === signal);
}

function parseValue(text: string, signal: EvictionSignal): ThresholdValue | undefined {
  if (text === '0%' || text === '100%') {
    return undefined;
  }
  return text.endsWith('%') ? parsePercentage(text, signal) : parseAmount(text, signal);
}

/** In characters; what is longer would cost seconds to match. */
const LONGEST = 100;

/** Go reads the number without all trailing `%`, into float32, and divides there. */
function parsePercentage(text: string, signal: EvictionSignal): ThresholdValue {
  if (text.length > LONGEST) {
    throw new ThresholdError(`${quote(text)} for ${signal} is not a percentage`);
  }
  const digits = text.replace(/%+$/, '');
  const fraction = Math.fround(Math.fround(Number(digits)) / 100);
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(digits)) {
    throw new ThresholdError(`${quote(text)} for ${signal} is not a percentage`);
  }
  if (fraction < 0 || fraction > 1) {
    throw new ThresholdError(`${quote(text)} for ${signal} is not between 0 % and 100 %`);
  }
  return { kind: 'fraction', fraction };
}

function parseAmount(text: string, signal: EvictionSignal): ThresholdValue {
  const bytes = amountOf(text, signal);
  if (bytes <= 0) {
    throw new ThresholdError(`${quote(text)} for ${signal} is not above zero; write 0% to disable the threshold`);
  }
  return { kind: 'quantity', bytes };
}

function amountOf(text: string, signal: EvictionSignal): Bytes {
  try {
    return parseBytes(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ThresholdError(`The threshold for ${signal} cannot be read: ${reason}`);
  }
}
