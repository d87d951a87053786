import { fetch, type Dispatcher } from 'undici';

import type { DurationMs } from '../../src/domain/units';
import type { Fetch, FetchReply } from '../../src/prometheus/ports/httpPort';

import { nextAddress } from './redirect';

interface Sending {
  readonly dispatcher: Dispatcher;
  readonly headers: Readonly<Record<string, string>>;
  readonly followRedirects: boolean;
  /** Of one request, until its last byte. */
  readonly timeout: DurationMs;
}

const MOST_REDIRECTS = 5;

/** Sends one request and reads its whole answer; a redirect is followed only where it leads to the same API on the same host. */
export function sendVia({ dispatcher, headers, followRedirects, timeout }: Sending): Fetch {
  const ask = async (
    url: string,
    init: Parameters<Fetch>[1],
    signal: AbortSignal,
    left: number
  ): Promise<FetchReply> => {
    const reply = await fetch(url, {
      method: init.method,
      body: init.body,
      headers: { ...headers, ...init.headers },
      redirect: 'manual',
      dispatcher,
      signal,
    });
    const next =
      followRedirects && left > 0 ? nextAddress(url, reply.status, reply.headers.get('location')) : undefined;
    if (next !== undefined) {
      await reply.body?.cancel();
      return ask(next, init, signal, left - 1);
    }
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, text: () => Promise.resolve(text) };
  };
  return async (url, init) => {
    const timer = AbortSignal.timeout(timeout);
    try {
      return await ask(url, init, AbortSignal.any([init.signal, timer]), MOST_REDIRECTS);
    } catch (error) {
      throw timer.aborted && !init.signal.aborted ? new Error(`no answer within ${timeout / 1000} s`) : error;
    }
  };
}
