/** Pseudo-random numbers from a seed: the same world again on any machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** In [from, to). */
  between(from: number, to: number): number;
  /** A whole number in [from, to]. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Letters and digits as Kubernetes names pods with: no vowels, nothing that looks like another. */
  suffix(length: number): string;
  hex(length: number): string;
  /** An independent stream, so that what one part draws does not move another's. */
  fork(name: string): Random;
}

export function randomFrom(seed: number | string): Random {
  let state = typeof seed === 'number' ? seed >>> 0 : hash(seed);
  const root = `${seed}`;
  // mulberry32: 32 bits of state are plenty for a world.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
  const between = (from: number, to: number) => from + (to - from) * next();
  const whole = (from: number, to: number) => Math.floor(between(from, to + 1));
  const word = (letters: string, length: number) =>
    Array.from({ length }, () => letters[whole(0, letters.length - 1)]).join('');
  return {
    next,
    between,
    whole,
    chance: (probability) => next() < probability,
    pick: (from) => {
      if (from.length === 0) {
        throw new Error('nothing to pick from');
      }
      return from[whole(0, from.length - 1)] as (typeof from)[number];
    },
    suffix: (length) => word('bcdfghjklmnpqrstvwxz2456789', length),
    hex: (length) => word('0123456789abcdef', length),
    fork: (name) => randomFrom(`${root}/${name}`),
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
}
