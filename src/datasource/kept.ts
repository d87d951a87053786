import type { DurationMs, EpochMs } from '../domain/units';

/** How long what a look-up found is taken for true. */
export const KEPT: DurationMs = 5 * 60_000;

interface Entry<T> {
  readonly promise: Promise<T>;
  readonly until: EpochMs;
}

/** Promises by key, for a time; a rejected one is forgotten. */
export function keptFor<T>(duration: DurationMs, now: () => EpochMs) {
  const entries = new Map<string, Entry<T>>();
  return {
    get: (key: string): Promise<T> | undefined => {
      const entry = entries.get(key);
      return entry !== undefined && entry.until > now() ? entry.promise : undefined;
    },
    put: (key: string, promise: Promise<T>): Promise<T> => {
      const entry = { promise, until: now() + duration };
      entries.set(key, entry);
      promise.catch(() => entries.get(key) === entry && entries.delete(key));
      return promise;
    },
  };
}
