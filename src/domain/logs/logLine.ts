import type { DurationMs, EpochMs } from '../units';

/** A log line freed from whatever transported it. */
export interface LogLine {
  /** 1-based, as an editor counts. */
  readonly number: number;
  /** The message as the kernel or the kubelet wrote it. */
  readonly text: string;
  /** Absent where the line carries no absolute time (plain dmesg). */
  readonly at?: EpochMs;
  /** Time since boot, from dmesg's `[  123.456789]`. */
  readonly sinceBoot?: DurationMs;
  readonly host?: string;
}

export interface LogClock {
  /** Formats without a year or zone are read as UTC in the year that brings them nearest to this time. */
  readonly reference: EpochMs;
  /** When the log was taken: no line is of a later time. `reference` unless given. */
  readonly taken?: EpochMs;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The furthest time from 1970 that a date can show. */
const LAST_DATE = 8.64e15;
/** Longest line that is looked at; the rest is cut, so that one endless line cannot stall the reader. */
const MAX_LENGTH = 8192;

// `2026-11-22T02:24:20.693971Z host kernel: …`, `2026-11-21T20:12:51,895699+00:00 …`, `2026-11-22 02:24:20 …`
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)? ?/;
// `Nov 21 18:01:55 host kernel: …` (RFC 3164; journalctl's short format)
const SYSLOG = /^(?:<\d{1,3}>)?([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? /;
// `[Sat Nov 21 20:12:51 2026] …` (dmesg -T)
const DMESG_T = /^\[[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})\] /;
// `[  123.456789] …`, also after a syslog prefix
const UPTIME = /^(?:<\d{1,3}>)?\[ *(\d{1,10})\.(\d{6})\](?:\[ *[TC]\d+\])? ?/;
// `host kernel: …`, `host kubelet[1234]: …`
const TAG = /^(?:([A-Za-z0-9][\w.-]{0,252}) )?(?:kernel|kubelet|k3s|rke2|systemd|journal|klogd)(?:\[\d{1,10}\])?: /;
// `I1121 21:04:39.188088   31728 file.go:59] …`
const KLOG = /^[IWEF](\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6}) +\d+ [\w.-]+:\d+\] /;

/**
 * Strips syslog, journald, dmesg and JSON wrappings, in any nesting order they occur in. A line in no known wrapping keeps
 * its text and has no time.
 */
export function readLogLine(raw: string, number: number, clock: LogClock): LogLine {
  const cut = raw.length > MAX_LENGTH ? raw.slice(0, MAX_LENGTH) : raw;
  const line = cut.replace(/\r$/, '');
  return line.startsWith('{') ? fromJson({ text: line, stamp: {} }, number, clock) : fromText(line, number, clock, {});
}

type Stamp = Pick<LogLine, 'at' | 'sinceBoot' | 'host'>;

function fromText(line: string, number: number, clock: LogClock, outer: Stamp): LogLine {
  const stamped = [iso, dmesgT, syslog].reduce((rest, strip) => strip(rest, clock) ?? rest, {
    text: line,
    stamp: outer,
  });
  if (stamped.text.startsWith('{') && stamped.stamp !== outer) {
    return fromJson(stamped, number, clock);
  }
  const tagged = tag(stamped);
  const booted = uptime(tagged);
  const logged = klog(booted, clock);
  return { number, text: logged.text, ...logged.stamp };
}

interface Stripped {
  readonly text: string;
  readonly stamp: Stamp;
}

function iso({ text, stamp }: Stripped): Stripped | undefined {
  const match = ISO.exec(text);
  if (!match) {
    return undefined;
  }
  const [whole, date, time, fraction = '0', zone = 'Z'] = match;
  const at = Date.parse(`${date}T${time}${zone === 'Z' ? 'Z' : zone.replace(/^(...):?/, '$1:')}`);
  return Number.isNaN(at)
    ? undefined
    : { text: text.slice(whole.length), stamp: { ...stamp, at: at + millis(fraction) } };
}

function dmesgT({ text, stamp }: Stripped): Stripped | undefined {
  const match = DMESG_T.exec(text);
  const [whole = '', month = '', day, h, m, s, year] = match ?? [];
  const index = MONTHS.indexOf(month);
  return match && index >= 0
    ? {
        text: text.slice(whole.length),
        stamp: { ...stamp, at: Date.UTC(Number(year), index, Number(day), Number(h), Number(m), Number(s)) },
      }
    : undefined;
}

function syslog({ text, stamp }: Stripped, clock: LogClock): Stripped | undefined {
  const match = SYSLOG.exec(text);
  const [whole = '', month = '', day, h, m, s, fraction = '0'] = match ?? [];
  const index = MONTHS.indexOf(month);
  if (!match || index < 0) {
    return undefined;
  }
  const at = findInYear(clock, index, [day, h, m, s].map(Number), fraction);
  return { text: text.slice(whole.length), stamp: { ...stamp, ...(at !== undefined && { at }) } };
}

function tag({ text, stamp }: Stripped): Stripped {
  const match = TAG.exec(text);
  return match
    ? { text: text.slice(match[0].length), stamp: match[1] ? { ...stamp, host: match[1] } : stamp }
    : { text, stamp };
}

function uptime({ text, stamp }: Stripped): Stripped {
  const match = UPTIME.exec(text);
  const sinceBoot = match ? Number(match[1]) * 1000 + Number(match[2]) / 1000 : undefined;
  return match ? { text: text.slice(match[0].length), stamp: { ...stamp, sinceBoot } } : { text, stamp };
}

function klog({ text, stamp }: Stripped, clock: LogClock): Stripped {
  const match = KLOG.exec(text);
  if (!match) {
    return { text, stamp };
  }
  const [whole, month, day, h, m, s, micros = '0'] = match;
  const at = stamp.at ?? findInYear(clock, Number(month) - 1, [day, h, m, s].map(Number), micros);
  return { text: text.slice(whole.length), stamp: { ...stamp, ...(at !== undefined && { at }) } };
}

/** A zone east of UTC is up to 14 h ahead, and clocks differ. */
const AHEAD: DurationMs = 24 * 3_600_000;

/** In the nearest year that has the day, and in which the line was written before the log was taken. */
function findInYear(
  clock: LogClock,
  month: number,
  [day = 1, h = 0, m = 0, s = 0]: number[],
  fraction: string
): EpochMs | undefined {
  const taken = Math.max(clock.taken ?? clock.reference, clock.reference);
  const year = new Date(clock.reference).getUTCFullYear();
  const [nearest] = YEARS.map((offset) => new Date(Date.UTC(year + offset, month, day, h, m, s)))
    .filter((date) => date.getUTCMonth() === month && date.getUTCDate() === day && date.getTime() <= taken + AHEAD)
    .map((date) => date.getTime())
    .sort((a, b) => Math.abs(a - clock.reference) - Math.abs(b - clock.reference));
  return nearest === undefined ? undefined : nearest + millis(fraction);
}

/** Enough to meet a 29 February. */
const YEARS: readonly number[] = Array.from({ length: 10 }, (_, index) => index - 8);

function millis(fraction: string): DurationMs {
  return Number(`0.${fraction}`) * 1000;
}

/** journald (`journalctl -o json`), container runtimes (`{"log":…,"time":…}`) and common shippers (`message`, `@timestamp`). */
function fromJson({ text: line, stamp }: Stripped, number: number, clock: LogClock): LogLine {
  const entry = parseObject(line);
  const message = entry && text(entry, ['MESSAGE', 'message', 'log', 'msg', 'line']);
  if (!entry || message === undefined) {
    return { number, text: line, ...stamp };
  }
  const micros = Number(text(entry, ['__REALTIME_TIMESTAMP', '_SOURCE_REALTIME_TIMESTAMP']) ?? NaN);
  const written = Date.parse(text(entry, ['@timestamp', 'timestamp', 'time', 'ts']) ?? '');
  const at = Math.abs(micros / 1000) <= LAST_DATE ? micros / 1000 : Number.isNaN(written) ? undefined : written;
  const host = text(entry, ['_HOSTNAME', 'host', 'hostname']);
  return fromText(message.replace(/\n$/, ''), number, clock, {
    ...stamp,
    ...(at !== undefined && { at }),
    ...(host && { host }),
  });
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function text(entry: Record<string, unknown>, names: readonly string[]): string | undefined {
  return names.map((name) => entry[name]).find((value): value is string => typeof value === 'string');
}
