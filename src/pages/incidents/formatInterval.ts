import { dateTimeFormat } from '@grafana/data';

import type { EpochMs } from '../../domain/units';

import { CLOCK_FORMAT } from '../shared/times';

interface Interval {
  readonly start: EpochMs;
  readonly end: EpochMs;
}

/** `2026-11-21 21:23:48 – 21:24:49`; the day stands twice only when it changes. */
export function formatInterval({ start, end }: Interval, timeZone: string): string {
  const day = (at: EpochMs) => dateTimeFormat(at, { timeZone, format: 'YYYY-MM-DD' });
  const from = dateTimeFormat(start, { timeZone });
  const to = dateTimeFormat(end, { timeZone, ...(day(start) === day(end) && { format: CLOCK_FORMAT }) });
  return start === end ? from : `${from} – ${to}`;
}
