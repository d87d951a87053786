import type { DurationMs, EpochMs } from '../../src/domain/units';
import type { Fetch, FetchReply } from '../../src/prometheus/ports/httpPort';

export interface RetryPolicy {
  /** How often one question is asked again. */
  readonly retries: number;
  /** For how long one question is asked again, and all of them once nothing has been answered. */
  readonly limit: DurationMs;
}

export interface RetryClock {
  readonly now: () => EpochMs;
  readonly sleep: (time: DurationMs, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
}

/** A server that is busy, or a proxy whose server is: asking again may help. */
const BUSY = [429, 502, 503, 504];
const CUT_OFF = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'EAI_AGAIN'];
/** Only of a server that has answered before: it restarts. */
const GONE = ['ECONNREFUSED'];

const FIRST_DELAY: DurationMs = 500;

/** 0.5 s, 1 s, 2 s, 4 s, … each a quarter less or more, and never before the server asks for it. */
export function retryDelay({
  tries,
  wait = 0,
  random,
}: {
  tries: number;
  wait?: DurationMs;
  random: number;
}): DurationMs {
  return Math.max(wait, Math.round(FIRST_DELAY * 2 ** (tries - 1) * (0.75 + random / 2)));
}

/** `Retry-After` in seconds or as a date; undefined where there is none that can be read. */
export function readRetryAfter(text: string | null | undefined, now: EpochMs): DurationMs | undefined {
  if (text == null || text.trim() === '') {
    return undefined;
  }
  const isDate = /[a-z]{3}/i.test(text);
  const wait = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) * 1000 : isDate ? Date.parse(text) - now : NaN;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Asks again while the server is busy or the connection breaks, within the limit; what then still fails says how often it was asked. */
export function retrying(fetch: Fetch, { retries, limit }: RetryPolicy, { now, sleep, random }: RetryClock): Fetch {
  let lastAnswer: EpochMs | undefined;
  let hasAnswered = false;
  return async (url, init) => {
    const start = now();
    lastAnswer ??= start;
    for (let tries = 1; ; tries += 1) {
      const outcome = await attempt(fetch, url, init);
      if (!isWorthRetrying(outcome, hasAnswered)) {
        if ('reply' in outcome) {
          [lastAnswer, hasAnswered] = [now(), true];
        }
        return settle(outcome, tries);
      }
      const wait = 'reply' in outcome ? readRetryAfter(outcome.reply.headers?.get('retry-after'), now()) : undefined;
      const delay = retryDelay({ tries, wait, random: random() });
      const isOver = tries > retries || now() + delay - Math.min(start, lastAnswer) > limit || init.signal.aborted;
      if (isOver) {
        return settle(outcome, tries, wait !== undefined && wait > limit ? wait : undefined);
      }
      await sleep(delay, init.signal);
    }
  };
}

type Outcome = { readonly reply: FetchReply } | { readonly error: unknown };

const attempt = (fetch: Fetch, ...args: Parameters<Fetch>): Promise<Outcome> =>
  fetch(...args).then(
    (reply) => ({ reply }),
    (error: unknown) => ({ error })
  );

function isWorthRetrying(outcome: Outcome, hasAnswered: boolean): boolean {
  if ('reply' in outcome) {
    return BUSY.includes(outcome.reply.status);
  }
  const codes = codesOf(outcome.error);
  return codes.some((code) => CUT_OFF.includes(code) || (hasAnswered && GONE.includes(code)));
}

/** Of the error and of what caused it: undici wraps, and Node collects one for each address of a host. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) {
    return [];
  }
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [...own, ...codesOf(error.cause)];
}

function settle(outcome: Outcome, tries: number, tooLong?: DurationMs): FetchReply {
  const note = noteOf(tries, tooLong);
  if ('reply' in outcome) {
    return note === undefined || outcome.reply.status < 400 ? outcome.reply : { ...outcome.reply, note };
  }
  if (note === undefined || !(outcome.error instanceof Error)) {
    throw outcome.error;
  }
  throw Object.assign(outcome.error, { note });
}

function noteOf(tries: number, tooLong?: DurationMs): string | undefined {
  if (tooLong !== undefined) {
    return `it asks to wait ${Math.round(tooLong / 1000)} s, which is longer than --retry-limit`;
  }
  return tries > 1 ? `asked ${tries} times` : undefined;
}
