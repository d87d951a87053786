import type { NodeMemory } from './nodeMemory';

/** Something of the node was recorded: a curve or a line has a value. Without any, every finding says the same. */
export function hasValues({ nodeWorkingSet, nodeAvailable, podsWorkingSet, podsGhost, lines }: NodeMemory): boolean {
  return [nodeWorkingSet, nodeAvailable, podsWorkingSet, podsGhost, ...Object.values(lines)].some((curve) =>
    curve?.values.some((value) => value !== null)
  );
}
