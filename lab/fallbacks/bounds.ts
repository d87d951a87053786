import { FALLBACKS } from '../../src/domain/signals/fallbacks';

import { KERNEL_COUNTED } from './wholes';
import { measureFallback, type Whole } from './measure';

/** How far one fallback was from the best source, in bytes; over recordings and simulated nodes apart. */
export interface MeasuredBound {
  readonly value: string;
  readonly by: string;
  readonly of: 'recorded' | 'simulated' | 'simulated, kernel memory counted';
  /** On how many nodes or recordings, at how many moments. */
  readonly nodes: number;
  readonly points: number;
  /** Half of the moments are nearer, and 95 of 100. */
  readonly median: number;
  readonly p95: number;
  /** Never farther from what the best source read shortly before or after, single samples apart. */
  readonly bound: number;
}

interface Collected {
  nodes: number;
  errors: number[];
  bound: number;
}

/** Adds up what the fallbacks are off on one node after the other. */
export function boundsOf() {
  const collected = new Map<string, Collected>();
  return {
    add: async (whole: Whole): Promise<void> => {
      for (const chain of FALLBACKS) {
        for (const fallback of chain.fallbacks) {
          const distance = await measureFallback(whole, chain, fallback);
          if (distance) {
            const key = JSON.stringify([chain.value, fallback.by, groupOf(whole)]);
            const sum = collected.get(key) ?? { nodes: 0, errors: [], bound: 0 };
            collected.set(key, sum);
            sum.nodes += 1;
            distance.errors.forEach((error) => sum.errors.push(error));
            sum.bound = Math.max(sum.bound, distance.bound);
          }
        }
      }
    },
    all: (): MeasuredBound[] =>
      [...collected].map(([key, sum]) => summed(JSON.parse(key) as string[], sum)).sort(inOrder),
  };
}

function groupOf({ name }: Whole): MeasuredBound['of'] {
  return !name.startsWith('world')
    ? 'recorded'
    : name.endsWith(KERNEL_COUNTED)
      ? 'simulated, kernel memory counted'
      : 'simulated';
}

function summed([value = '', by = '', of]: string[], { nodes, errors, bound }: Collected): MeasuredBound {
  const sorted = Float64Array.from(errors).sort();
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return {
    value,
    by,
    of: of as MeasuredBound['of'],
    nodes,
    points: sorted.length,
    median: at(0.5),
    p95: at(0.95),
    bound: Math.round(bound),
  };
}

const ORDER = FALLBACKS.flatMap(({ value, fallbacks }) => fallbacks.map(({ by }) => `${value} ${by}`));
const inOrder = (a: MeasuredBound, b: MeasuredBound): number =>
  ORDER.indexOf(`${a.value} ${a.by}`) - ORDER.indexOf(`${b.value} ${b.by}`) || (a.of < b.of ? -1 : 1);
