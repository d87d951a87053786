import type { EpochMs } from '../units';

import type { ContainerMemory } from './reviewData';

const known = new WeakMap<readonly ContainerMemory[], readonly EpochMs[]>();

/** When any of them was sampled, in order: the same for all that happened in one stretch of time. */
export function sampledTimes(containers: readonly ContainerMemory[]): readonly EpochMs[] {
  const times = known.get(containers) ?? findTimes(containers);
  known.set(containers, times);
  return times;
}

function findTimes(containers: readonly ContainerMemory[]): readonly EpochMs[] {
  const times = new Set<EpochMs>();
  containers.forEach(({ samples }) => samples.forEach(({ at }) => times.add(at)));
  return [...times].sort((a, b) => a - b);
}
