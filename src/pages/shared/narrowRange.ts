import type { DurationMs, EpochMs } from '../../domain/units';

const MINUTE: DurationMs = 60_000;

/** Room for the lead-up and for what the kubelet does afterwards. */
const BEFORE = 10 * MINUTE;
const AFTER = 5 * MINUTE;

/** The stretch of time that shows how an event came about and what followed. */
export function narrowRange({ from, to }: { readonly from: EpochMs; readonly to: EpochMs }): {
  readonly from: EpochMs;
  readonly to: EpochMs;
} {
  return { from: Math.floor(from - BEFORE), to: Math.ceil(to + AFTER) };
}
