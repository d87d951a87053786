import { dateTimeFormat, timeZoneAbbrevation } from '@grafana/data';

import type { EpochMs } from '../domain/units';

/** What a person calls a dashboard's time zone at a time: `UTC`, `CET`, or its offset where it has no short name. */
export function zoneName(time: EpochMs, timeZone: string): string {
  const offset = dateTimeFormat(time, { timeZone, format: 'Z' });
  return timeZoneAbbrevation(time, { timeZone }) || (offset === '+00:00' ? 'UTC' : `UTC${offset}`);
}
