import type { MemorySpec } from '../simulator/scenario';

const MiB = 1024 * 1024;
/** What Node itself takes before the leak tool has taken anything: measured, to about 5 MiB. */
const NODE = 45 * MiB;

export interface LeakCommand {
  /** Seconds that pass before it is started. */
  readonly after: number;
  readonly args: readonly string[];
}

/** The leak tool's options for a container's memory as a scenario has it. It holds what it took until it is ended. */
export function leakCommand({ start, grow }: MemorySpec): LeakCommand {
  const inMiB = (bytes: number) => String(Math.max(0.25, Math.round((4 * bytes) / MiB) / 4));
  const hold = ['--hold=-1', '--statistics=0'];
  if (!grow) {
    const held = inMiB(start - NODE);
    return { after: 0, args: [`--block=${held}`, `--max=${held}`, ...hold] };
  }
  const max = grow.to < 1024 ** 4 ? inMiB(grow.to - NODE) : '0';
  return {
    after: grow.after / 1000,
    args: [`--block=${inMiB(grow.by)}`, `--delay=${grow.every}`, `--max=${max}`, ...hold],
  };
}
