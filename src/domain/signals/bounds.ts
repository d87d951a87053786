import { formatMiB } from '../quantity/formatBytes';
import { MiB, type Bytes } from '../units';

import measured from './bounds.json';
import { FALLBACKS, type Fallback, type FallbackChain } from './fallbacks';

/** How far a fallback was from the best source (`npm run fallbacks`). */
export interface MeasuredBound {
  readonly value: string;
  readonly by: string;
  readonly of: string;
  readonly nodes: number;
  readonly points: number;
  /** Half of the moments are nearer, and 95 of 100. */
  readonly median: Bytes;
  readonly p95: Bytes;
  /** Never farther from what the best source read in the two scrapes before or after, single samples apart. */
  readonly bound: Bytes;
}

export const BOUNDS: { readonly measured: string; readonly worlds: number; readonly bounds: readonly MeasuredBound[] } =
  measured;

/** The fallback of each value that is in force where these families are missing: the farthest that they lead to. */
export function fallbacksWithout(
  missing: readonly string[]
): ReadonlyArray<{ readonly chain: FallbackChain; readonly fallback: Fallback }> {
  return FALLBACKS.flatMap((chain) => {
    const fallback = chain.fallbacks.findLast(
      ({ lost }) => lost.length > 0 && lost.every((id) => missing.includes(id))
    );
    return fallback ? [{ chain, fallback }] : [];
  });
}

/** `Capacity comes from machine_memory_bytes: exactly the same, on 22 nodes measured.` */
export function fallbackWords(chain: FallbackChain, fallback: Fallback): string {
  const entered = fallback.configured ? ', once kubeReserved and evictionHard are entered for the node pool' : '';
  const begin = `${chain.name}: from ${fallback.by} in place of ${chain.best}${entered}`;
  const found = boundsOf(chain, fallback);
  if (found.length === 0) {
    return `${begin}. How far that is off was not measured.`;
  }
  return `${begin}: ${distanceWords(found)}, measured on ${found.reduce((sum, { nodes }) => sum + nodes, 0)} nodes.`;
}

export const boundsOf = ({ value }: FallbackChain, { by }: Fallback): readonly MeasuredBound[] =>
  BOUNDS.bounds.filter((one) => one.value === value && one.by === by);

/** The group of nodes on which meminfo cannot be the same (runc PR #3977). */
const KERNEL_COUNTED = 'simulated, kernel memory counted';

/** The worst of recorded and simulated nodes. */
function distanceWords(found: readonly MeasuredBound[]): string {
  const apart = found.find(({ of }) => of === KERNEL_COUNTED);
  const others = found.filter((one) => one !== apart);
  const [median, p95, bound] = [
    Math.max(...others.map((one) => one.median)),
    Math.max(...others.map((one) => one.p95)),
    Math.max(...others.map((one) => one.bound)),
  ];
  if (p95 === 0 && bound === 0) {
    return 'exactly the same';
  }
  const kernel =
    apart && apart.median > p95
      ? `; ${atMost(apart.median)} less with kubelets 1.25 to 1.28 on cgroup v2, which count kernel memory`
      : '';
  return `within ${atMost(median)} in half of all moments, within ${atMost(p95)} in 95 of 100 moments, and but for single samples never more than ${atMost(bound)} from what it read in the two scrapes before or after${kernel}`;
}

/** Rounded up: a bound must hold. */
export const atMost = (bytes: Bytes): string => formatMiB(Math.ceil(bytes / MiB) * MiB);
