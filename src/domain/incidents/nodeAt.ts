import { DELAY } from '../events/delays';
import type { Aligned, NodeMemory } from '../node/nodeMemory';
import { lastIndexBy } from '../searchTime';
import type { Bytes, EpochMs } from '../units';

import { tolerancesOf } from './reviewData';

/** The node's curves and lines at the last time at or before a moment that has them; each absent when unknown. */
export interface NodeAt {
  readonly at?: EpochMs;
  readonly pods?: Bytes;
  readonly node?: Bytes;
  readonly available?: Bytes;
  readonly capacity?: Bytes;
  /** kubeReserved + systemReserved. */
  readonly reserved?: Bytes;
  readonly allocatable?: Bytes;
  readonly podsEvictionLine?: Bytes;
  readonly kubepodsLimit?: Bytes;
  readonly evictionHard?: Bytes;
}

/** A value describes the moment until it should have been read again, and as long as a status of then may be late. */
export function nodeAt(memory: NodeMemory, at: EpochMs): NodeAt {
  const { times, lines } = memory;
  const oldest = at - Math.max(tolerancesOf({ memory }).fresh, DELAY.statusReport);
  const newest = lastIndexBy(times, at, (time) => time);
  const pick = (values: Aligned | undefined): Bytes | undefined => {
    for (let i = newest; values && i >= 0 && (times[i] ?? 0) >= oldest; i--) {
      const value = values[i];
      if (value !== null && value !== undefined) {
        return value;
      }
    }
    return undefined;
  };
  const line = (name: keyof typeof lines): Bytes | undefined =>
    pick(lines[name]?.values) ?? memory.current[name]?.value;
  return {
    at: times[newest],
    pods: pick(memory.podsWorkingSet?.values),
    node: pick(memory.nodeWorkingSet?.values),
    available: pick(memory.nodeAvailable?.values),
    capacity: line('capacity'),
    reserved: line('reserved'),
    allocatable: line('allocatable'),
    podsEvictionLine: line('podsEvictionLine') ?? line('allocatable'),
    kubepodsLimit: line('kubepodsLimit'),
    evictionHard: line('evictionHard'),
  };
}

/** How much more the pods could use before the kernel stops them; at least so much, where only lower lines are known. */
export function podsHeadroom({ pods, kubepodsLimit, podsEvictionLine }: NodeAt): Bytes | undefined {
  const ceiling = kubepodsLimit ?? podsEvictionLine;
  return pods === undefined || ceiling === undefined ? undefined : ceiling - pods;
}
