import { formatGiB, formatMiB } from '../../domain/quantity/formatBytes';
import { GiB, MiB, type Bytes } from '../../domain/units';

/** Both ways to read a value: `4565 MiB · 4.46 GiB`; below one GiB just the first. */
export function inMiBAndGiB(value: Bytes): string {
  return Math.abs(value) < GiB ? formatMiB(value) : `${formatMiB(value)} · ${formatGiB(value)}`;
}

/** A tick of the value axis, whose steps are powers of two: `0 GiB`, `512 MiB`, `1.5 GiB`. */
export function axisTick(value: Bytes): string {
  if (value === 0) {
    return '0 GiB';
  }
  return Math.abs(value) < GiB ? `${Number((value / MiB).toFixed(2))} MiB` : `${Number((value / GiB).toFixed(3))} GiB`;
}

/** Steps of the value axis in bytes: 1 KiB … 1 EiB. */
export const AXIS_STEPS: readonly number[] = Array.from({ length: 51 }, (_, power) => 1024 * 2 ** power);
