import type { DurationMs, EpochMs } from '../units';

interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** It ends now, and goes with the clock. */
  readonly isNow: boolean;
}

/** `since yesterday`, `in the last 6 hours`: a range as it is spoken of; one that does not end now has no such name. */
export function spanWords({ from, to, isNow }: Span): string {
  const found = UNITS.find(({ ms }) => (to - from) % ms < SLACK);
  const count = found && Math.floor((to - from) / found.ms);
  if (!isNow || found === undefined || !count) {
    return 'in this time range';
  }
  const isDay = found.name === 'day' && count === 1;
  return isDay ? 'since yesterday' : `in the last ${count === 1 ? found.name : `${count} ${found.name}s`}`;
}

/** What a page may round a range's ends by. */
const SLACK: DurationMs = 1000;

const UNITS = [
  { ms: 86_400_000, name: 'day' },
  { ms: 3_600_000, name: 'hour' },
  { ms: 60_000, name: 'minute' },
];
