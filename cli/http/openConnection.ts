import { setTimeout as sleep } from 'node:timers/promises';

import type { DurationMs } from '../../src/domain/units';
import type { Fetch } from '../../src/prometheus/ports/httpPort';

import { atMost } from './atMost';
import { dispatcherFor, type Environment } from './dispatcher';
import type { HttpSettings } from './httpSettings';
import { retrying, type RetryPolicy } from './retry';
import { sendVia } from './send';

export interface Connection {
  readonly url: string;
  readonly settings: HttpSettings;
  readonly env: Environment;
  readonly timeout: DurationMs;
  readonly retry: RetryPolicy;
  /** Requests at a time, each over a connection that is kept. */
  readonly concurrency: number;
}

/** How requests get to the server: kept connections, a few at a time, asked again where that may help. */
export function openConnection({ url, settings, env, timeout, retry, concurrency }: Connection): Fetch {
  const dispatcher = dispatcherFor({ target: new URL(url), settings, env, connections: concurrency });
  const send = sendVia({ dispatcher, headers: settings.headers, followRedirects: settings.followRedirects, timeout });
  const clock = {
    now: Date.now,
    sleep: (time: DurationMs, signal: AbortSignal) => sleep(time, undefined, { signal }).catch(() => undefined),
    random: Math.random,
  };
  return atMost(concurrency, retrying(send, retry, clock));
}
