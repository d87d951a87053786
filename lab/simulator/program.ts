import type { Program } from './process';
import type { Random } from './random';
import type { MemorySpec } from './scenario';

/** A container's memory as the scenario has it, with sizes that no two processes share to the byte. */
export function programOf(comm: string, memory: MemorySpec, random: Random): Program {
  const PAGE = 4096;
  return {
    comm,
    start: Math.round((memory.start * random.between(0.99, 1.01)) / PAGE) * PAGE,
    wobble: memory.wobble,
    ...(memory.grow && { grow: memory.grow }),
    ...(memory.cache && { cache: memory.cache }),
    ...(memory.exit && { exit: memory.exit }),
  };
}
