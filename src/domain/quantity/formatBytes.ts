import { type Bytes, type BytesPerSecond, GiB, MiB } from '../units';

/** `4565 MiB`: truncated, as kubectl prints memory. */
export function formatMiB(bytes: Bytes): string {
  return isKnown(bytes) ? `${wholeText(bytes / MiB)} MiB` : UNKNOWN;
}

/** `4.46 GiB`: rounded to the given decimals. */
export function formatGiB(bytes: Bytes, decimals = 2): string {
  return isKnown(bytes) ? `${withoutMinusZero((bytes / GiB).toFixed(decimals))} GiB` : UNKNOWN;
}

/** MiB below 10 GiB, where a MiB can still matter; GiB with one decimal above. */
export function formatMemory(bytes: Bytes): string {
  return Math.abs(bytes) < 10 * GiB ? formatMiB(bytes) : formatGiB(bytes, 1);
}

/** `12.3 MiB/s`; three significant digits below 100. */
export function formatRate(rate: BytesPerSecond): string {
  if (!isKnown(rate)) {
    return UNKNOWN;
  }
  const perSecond = rate / MiB;
  const magnitude = Math.abs(perSecond);
  const decimals = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2;
  return `${withoutMinusZero(perSecond.toFixed(decimals))} MiB/s`;
}

const UNKNOWN = 'unknown';

function isKnown(value: number): boolean {
  return Number.isFinite(value);
}

function wholeText(value: number): string {
  return withoutMinusZero(Math.trunc(value).toFixed(0));
}

function withoutMinusZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
