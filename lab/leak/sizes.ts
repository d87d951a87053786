import type { Knobs } from './knobs.ts';

/** The blocks' sizes in bytes, one after another until the maximum: the last one is what is left. Without a maximum it never ends. */
export function* sizes({ block, max = Infinity }: Pick<Knobs, 'block' | 'max'>): Generator<number> {
  for (let left = max; left > 0; left -= block) {
    yield Math.min(block, left);
  }
}
