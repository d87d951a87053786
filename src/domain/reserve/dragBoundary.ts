import type { NodeLines } from '../lines/nodeLines';
import { MiB, type Bytes } from '../units';

import { amount } from './reserveForms';
import type { TriedTexts } from './tryReserve';

/** A boundary of Figure 2 that can be moved. */
export interface Boundary {
  readonly name: 'evictionHard' | 'reserved';
  /** From 0. */
  readonly at: Bytes;
  /** What it bounds: the width of the eviction band, or of the reserve. */
  readonly value: Bytes;
  /** How large that may become before nothing is left for pods. */
  readonly most: Bytes;
}

/** From the left: where the eviction band begins, and where the reserve begins (the kubepods limit). */
export function boundariesOf({ capacity, reserved, evictionHard, hugepages }: NodeLines): readonly Boundary[] {
  if (!capacity || !reserved || !evictionHard) {
    return [];
  }
  const limit = capacity.value - reserved.value;
  const huge = hugepages?.value ?? 0;
  const room = capacity.value - huge - MiB;
  return [
    {
      name: 'evictionHard',
      at: limit - evictionHard.value,
      value: evictionHard.value,
      most: wholeMiB(room - reserved.value),
    },
    { name: 'reserved', at: limit, value: reserved.value, most: wholeMiB(room - evictionHard.value) },
  ];
}

/** The text for the field after the boundary went to a place, in whole MiB and within what is possible. */
export function moveTo({ name, at, value, most }: Boundary, place: Bytes): TriedTexts {
  // Both grow to the left.
  return resize({ name, most }, value + at - place);
}

/** A threshold of zero is none (K32 eviction/helpers.go): the smallest is 1 MiB. */
export function resize({ name, most }: Pick<Boundary, 'name' | 'most'>, value: Bytes): TriedTexts {
  const least = name === 'evictionHard' ? MiB : 0;
  return { [name]: amount(Math.min(Math.max(wholeMiB(value), least), most)) };
}

/** How far a key moves a boundary, in bytes of what it bounds; undefined for other keys. */
export function stepOfKey(key: string): Bytes | undefined {
  return STEPS.get(key);
}

const STEPS: ReadonlyMap<string, Bytes> = new Map([
  ['ArrowLeft', 10 * MiB],
  ['ArrowUp', 10 * MiB],
  ['ArrowRight', -10 * MiB],
  ['ArrowDown', -10 * MiB],
  ['PageUp', 100 * MiB],
  ['PageDown', -100 * MiB],
  ['Home', -Infinity],
  ['End', Infinity],
]);

const wholeMiB = (bytes: Bytes): Bytes => (Number.isFinite(bytes) ? Math.round(bytes / MiB) * MiB : bytes);
