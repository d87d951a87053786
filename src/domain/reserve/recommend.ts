import type { NodeMemory } from '../node/nodeMemory';
import { MiB, type Bytes, type BytesPerSecond, type EpochMs } from '../units';

/** The kubelet looks every ten seconds; no flag changes that (K32 kubelet.go:167). */
const LOOP_SECONDS = 10;
/** Fewer looks at a node say nothing of its highest use. */
const FEWEST = 20;

/** No provider's formula reserves as much of a node, small ones included (providers.ts): beyond it something leaked. */
export const MOST_TO_RESERVE = 0.5;

/** What a node has used outside its pods, and how fast it has grown, over a range. */
export interface ObservedUse {
  /** node working set − pods' working set, where both were sampled. */
  readonly highest: Bytes;
  readonly highestAt: EpochMs;
  /** Only one look in a hundred saw more. */
  readonly p99: Bytes;
  /** Half of the looks saw more. */
  readonly median: Bytes;
  readonly looks: number;
  /** The steepest rise between two samples: what happened in between may have been steeper. */
  readonly fastest?: { readonly perSecond: BytesPerSecond; readonly at: EpochMs; readonly of: 'node' | 'pods' };
}

export interface Recommendation {
  /** kubeReserved + systemReserved that cover the highest use outside the pods, in whole MiB. */
  readonly reserved: Bytes;
  /** The same for all looks but one in a hundred. */
  readonly reservedForMost: Bytes;
  /** As wide as the fastest growth goes in one turn of the kubelet's loop; absent where nothing grew. */
  readonly evictionHard?: Bytes;
}

/** Undefined where node or pods are not sampled often enough to speak of a highest. */
export function observeUse({ times, nodeWorkingSet, podsWorkingSet }: NodeMemory): ObservedUse | undefined {
  const outside = times.flatMap((at, index) => {
    const [node, pods] = [nodeWorkingSet?.values[index], podsWorkingSet?.values[index]];
    return typeof node === 'number' && typeof pods === 'number' ? [{ at, value: Math.max(0, node - pods) }] : [];
  });
  const ascending = [...outside].sort((a, b) => a.value - b.value);
  const highest = ascending.at(-1);
  if (highest === undefined || outside.length < FEWEST) {
    return undefined;
  }
  const share = (part: number) => ascending[Math.ceil(ascending.length * part) - 1]?.value ?? highest.value;
  const rises = [
    ...(nodeWorkingSet ? risesOf('node', times, nodeWorkingSet.values) : []),
    ...(podsWorkingSet ? risesOf('pods', times, podsWorkingSet.values) : []),
  ];
  const fastest = rises.sort((a, b) => b.perSecond - a.perSecond)[0];
  return {
    highest: highest.value,
    highestAt: highest.at,
    p99: share(0.99),
    median: share(0.5),
    looks: outside.length,
    ...(fastest && { fastest }),
  };
}

/** The smallest settings that would have held what was seen. */
export function recommend({ highest, p99, fastest }: ObservedUse): Recommendation {
  return {
    reserved: wholeMiB(highest),
    reservedForMost: wholeMiB(p99),
    ...(fastest && { evictionHard: wholeMiB(fastest.perSecond * LOOP_SECONDS) }),
  };
}

/** From look to look: a value that the kubelet repeats makes the next rise up to twice as steep, which errs on the wide side. */
function risesOf(of: 'node' | 'pods', times: readonly EpochMs[], values: ReadonlyArray<Bytes | null>) {
  const looks = times.flatMap((at, index) => {
    const value = values[index];
    return typeof value === 'number' ? [{ at, value }] : [];
  });
  return looks.slice(1).flatMap(({ at, value }, index) => {
    const before = looks[index];
    const perSecond = before ? ((value - before.value) / (at - before.at)) * 1000 : 0;
    return perSecond > 0 ? [{ perSecond, at, of }] : [];
  });
}

const wholeMiB = (bytes: Bytes): Bytes => Math.ceil(bytes / MiB) * MiB;
