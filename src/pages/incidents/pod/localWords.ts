import { formatTime } from '../../shared/times';

/** A sentence of the domain, which names times in UTC, with its times in the reader's zone. */
export const localWords = (sentence: string, timeZone: string): string =>
  sentence.replace(/(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/g, (_, day: string, clock: string) =>
    formatTime(Date.parse(`${day}T${clock}Z`), timeZone)
  );
