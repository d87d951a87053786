import { InvalidArgumentError } from 'commander';

import type { DurationMs } from '../src/domain/units';

const UNITS: Readonly<Record<string, DurationMs>> = { ms: 1, s: 1_000, m: 60_000 };

/** `30s`, `2m`, `500ms`; a bare number is seconds. From a millisecond to an hour. */
export function readDuration(text: string): DurationMs {
  const [, count = '', unit = 's'] = /^(\d{1,7}(?:\.\d{1,3})?)(ms|s|m)?$/.exec(text) ?? [];
  const duration = Number(count) * (UNITS[unit] ?? NaN);
  if (count === '' || !(duration >= 1 && duration <= 3_600_000)) {
    throw new InvalidArgumentError('give a duration such as 30s or 2m.');
  }
  return duration;
}

/** A whole number within the bounds. */
export const readCount =
  (least: number, most: number) =>
  (text: string): number => {
    const count = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
    if (!(count >= least && count <= most)) {
      throw new InvalidArgumentError(`give a number from ${least} to ${most}.`);
    }
    return count;
  };
