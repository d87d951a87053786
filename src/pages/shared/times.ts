import { dateTimeFormat } from '@grafana/data';

import type { EpochMs } from '../../domain/units';
import { zoneName } from '../../panel/zoneName';

export { zoneName };

/** Within one incident the day is known. */
export const CLOCK_FORMAT = 'HH:mm:ss';

/** `2026-11-21 21:23:48 UTC`: a time that stands alone names its zone. */
export const formatTime = (at: EpochMs, timeZone: string, format?: string): string =>
  `${dateTimeFormat(at, { timeZone, ...(format && { format }) })} ${zoneName(at, timeZone)}`;

/** For headers above times: `UTC`, or `CEST/CET` where clocks changed in between. */
export function zonesOf({ from, to }: { readonly from: EpochMs; readonly to: EpochMs }, timeZone: string): string {
  return [...new Set([from, to].map((at) => zoneName(at, timeZone)))].join('/');
}
