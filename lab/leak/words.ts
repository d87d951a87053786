import type { Knobs } from './knobs.ts';

const MiB = 1024 * 1024;
const inMiB = (bytes: number) => `${Number((bytes / MiB).toFixed(2))} MiB`;

/** What is about to be done. */
export function planWords({ block, delay, touched, max }: Knobs): string {
  const end = max === undefined ? 'without an end' : `up to ${inMiB(max)}`;
  return `Takes ${inMiB(block)} every ${delay} ms ${end}; ${percent(touched)} of it is touched.`;
}

/** `Block #3  +8 MiB  [32 MiB taken, 32 MiB touched]` */
export function blockWords(
  count: number,
  bytes: number,
  sum: { readonly taken: number; readonly touched: number }
): string {
  return `Block #${count}  +${inMiB(bytes)}  [${inMiB(sum.taken)} taken, ${inMiB(sum.touched)} touched]`;
}

/** What the process uses: `rss` is what the kernel counts, what is taken and not touched is only in `external`. */
export function statisticsWords({ rss, external }: Pick<NodeJS.MemoryUsage, 'rss' | 'external'>): string {
  return `= process: ${inMiB(rss)} resident, ${inMiB(external)} outside the heap`;
}

export function holdWords(hold: number | undefined): string {
  return hold === undefined ? 'Holds the memory until stopped.' : `Holds the memory for ${hold / 1000} s, then ends.`;
}

const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`;
