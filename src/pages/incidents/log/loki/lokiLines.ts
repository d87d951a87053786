import { isDataFrame, type DataFrame, type Field } from '@grafana/data';

import type { EpochMs } from '../../../../domain/units';

/** What Grafana's Loki data source answered. */
export interface LokiLines {
  readonly lines: readonly LokiLine[];
  /** Loki's own warnings: that it kept a sample only. */
  readonly notices: readonly string[];
  /** Numbers came, not lines. */
  readonly hasMetrics: boolean;
}

interface LokiLine {
  /** Nanoseconds since 1970, beyond what a number holds exactly. */
  readonly nanos: bigint;
  readonly text: string;
}

/** Reads `Time`, `Line` and `tsNs` of Loki's frames, or `timestamp`, `body` and `id` of its dataplane frames; oldest first. */
export function decodeLokiLines(data: readonly unknown[]): LokiLines {
  const frames = data.filter((frame): frame is DataFrame => isDataFrame(frame));
  const lines = frames.flatMap(linesOf).sort((a, b) => (a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0));
  return {
    lines,
    notices: [...new Set(frames.flatMap(({ meta }) => meta?.notices ?? []).map(({ text }) => text))],
    hasMetrics: lines.length === 0 && frames.some(({ fields, length }) => length > 0 && fields.length > 0),
  };
}

function linesOf({ fields, length }: DataFrame): LokiLine[] {
  const find = (...names: string[]): Field | undefined => fields.find(({ name }) => names.includes(name));
  const [text, time, exact] = [find('Line', 'body'), find('Time', 'timestamp'), find('tsNs', 'id')];
  return Array.from({ length }, (_, row): LokiLine | undefined => {
    const line: unknown = text?.values[row];
    const nanos = readNanos(exact?.values[row], time?.values[row]);
    return typeof line === 'string' && nanos !== undefined ? { nanos, text: line } : undefined;
  }).filter((line) => line !== undefined);
}

/** An id is the nanoseconds, then a checksum. */
function readNanos(exact: unknown, ms: unknown): bigint | undefined {
  const [, digits] = /^(\d{13,19})(?:_|$)/.exec(String(exact)) ?? [];
  if (digits !== undefined) {
    return BigInt(digits);
  }
  return typeof ms === 'number' && Number.isFinite(ms) ? BigInt(Math.round(ms)) * NANOS_PER_MS : undefined;
}

const NANOS_PER_MS = 1_000_000n;

export const timeOf = ({ nanos }: LokiLine): EpochMs => Number(nanos / NANOS_PER_MS);

const DATED = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;

/** The lines as `journalctl -o short-iso` dates them; a line that has its own date keeps it. */
export const logText = (lines: readonly LokiLine[]): string =>
  lines
    .flatMap((line) => line.text.split('\n').map((text) => (DATED.test(text) ? text : `${rfc3339(line)} ${text}`)))
    .join('\n');

function rfc3339(line: LokiLine): string {
  const fraction = (line.nanos % 1_000_000_000n).toString().padStart(9, '0');
  return `${new Date(timeOf(line)).toISOString().slice(0, 19)}.${fraction}Z`;
}
