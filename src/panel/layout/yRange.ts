import type { NodeMemory } from '../../domain/node/nodeMemory';
import { GiB, type Bytes } from '../../domain/units';
import type { FieldName } from '../../frames/names';

import { CURVES, LINES, curveOf } from './names';

/** From zero to a little above everything shown, so that capacity has air above it. */
export function yRange(memory: NodeMemory, hidden: ReadonlySet<FieldName>): readonly [Bytes, Bytes] {
  const shown = [...CURVES, ...LINES].filter((name) => !hidden.has(name));
  const highest = shown.reduce((max, name) => Math.max(max, maxOf(curveOf(memory, name)?.values)), 0);
  return [0, highest > 0 ? 1.067 * highest : GiB];
}

function maxOf(values: ReadonlyArray<Bytes | null> | undefined): number {
  return (values ?? []).reduce<number>((max, value) => (Number.isFinite(value) ? Math.max(max, value ?? 0) : max), 0);
}
