import { InvalidArgumentError } from 'commander';

import type { DurationMs, EpochMs } from '../src/domain/units';

const UNITS: Readonly<Record<string, DurationMs>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 24 * 3_600_000,
  w: 7 * 24 * 3_600_000,
};

const RELATIVE = /^now(?:-(\d{1,6})([smhdw]))?$/;
const EPOCH = /^\d{9,13}(?:\.\d{1,9})?$/;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** From this size on an epoch is in milliseconds: as seconds it would lie beyond the year 5000. */
const MILLISECONDS = 1e11;

/** A point in time as people and scripts write it: `now-6h`, `2026-11-21T21:00:00Z`, epoch seconds or milliseconds. */
export function readTime(text: string, now: EpochMs): EpochMs {
  const relative = RELATIVE.exec(text);
  if (relative) {
    const [, count = '0', unit = 's'] = relative;
    return now - Number(count) * (UNITS[unit] ?? 0);
  }
  if (EPOCH.test(text)) {
    const epoch = Number(text);
    return epoch >= MILLISECONDS ? epoch : epoch * 1000;
  }
  const time = RFC_3339.test(text) ? Date.parse(text.replace(' ', 'T')) : NaN;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError(
      `give a time with its zone (2026-11-21T21:00:00Z), an epoch, or a relative time (now-6h).`
    );
  }
  return time;
}
