import { parseArgs, type ParseArgsConfig } from 'node:util';

const MiB = 1024 * 1024;

/** How the tool takes memory; the knobs are those of the article's tool. */
export interface Knobs {
  /** Bytes taken at once. */
  readonly block: number;
  /** Milliseconds between two blocks. */
  readonly delay: number;
  /** Share of each block that is written to, 0 to 1: only a page that was touched counts as used. */
  readonly touched: number;
  /** Bytes at which it stops taking more; absent for no end. */
  readonly max?: number;
  /** A line of statistics comes after so many blocks; absent for none. */
  readonly statistics?: number;
  /** Milliseconds that the memory is held after the maximum; absent for no end. */
  readonly hold?: number;
}

export type DecodedKnobs =
  { readonly ok: true; readonly knobs: Knobs } | { readonly ok: false; readonly problem: string };

const OPTIONS = {
  block: { type: 'string', short: 'm', default: '8' },
  delay: { type: 'string', short: 'e', default: '1000' },
  touched: { type: 'string', short: 'f', default: '1' },
  max: { type: 'string', short: 'x', default: '256' },
  statistics: { type: 'string', short: 's', default: '5' },
  hold: { type: 'string', short: 'o', default: '60' },
} as const satisfies ParseArgsConfig['options'];

export const USAGE = `node leak.ts [options]
  -m, --block MiB        taken at once (8)
  -e, --delay MS         between two blocks (1000)
  -f, --touched SHARE    of each block that is written to, 0 to 1 (1)
  -x, --max MiB          at which it stops taking more; 0 for no end (256)
  -s, --statistics N     a line of statistics every N blocks; 0 for none (5)
  -o, --hold SECONDS     that it keeps the memory after the maximum; -1 for no end (60)`;

/** The command line as knobs, or what is wrong with it. */
export function decodeKnobs(args: readonly string[]): DecodedKnobs {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const number = (name: keyof typeof OPTIONS, least: number, most = Number.MAX_SAFE_INTEGER / MiB) =>
      within(name, values[name], least, most);
    const [max, statistics, hold] = [number('max', 0), number('statistics', 0), number('hold', -1, 86_400)];
    const knobs: Knobs = {
      block: Math.round(number('block', 0.25, 1024) * MiB),
      delay: number('delay', 0, 86_400_000),
      touched: number('touched', 0, 1),
      ...(max > 0 && { max: Math.round(max * MiB) }),
      ...(statistics > 0 && { statistics: Math.round(statistics) }),
      ...(hold >= 0 && { hold: hold * 1000 }),
    };
    return { ok: true, knobs };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function within(name: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!(value >= least && value <= most)) {
    throw new Error(`--${name} takes a number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}
