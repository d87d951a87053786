import type { DurationMs, EpochMs } from '../domain/units';

import type { PrometheusPort, PromQuery, PromReply, PromRequest } from './port';

/** What runs or has just been answered, by content. One for each Prometheus. */
export interface Shared {
  readonly entries: Map<string, Entry>;
  readonly now: () => EpochMs;
}

/** One query of a request that somebody sent. */
interface Entry {
  readonly batch: Batch;
  /** In that request. */
  readonly refId: string;
  /** Undefined as long as it runs. */
  until?: EpochMs;
}

/** One request upstream; it is given up when nobody waits for it any more. */
interface Batch {
  readonly reply: Promise<PromReply>;
  readonly stop: AbortController;
  waiting: number;
}

/** As long as the parts of one page come to ask after each other; a refresh moves the range or comes later. */
const KEPT: DurationMs = 2_000;

export const shared = (now: () => EpochMs = Date.now): Shared => ({ entries: new Map(), now });

/**
 * The same port, which leaves out what another request asks at the moment or asked a moment ago, and takes that answer. What
 * failed is asked again. `context` is what else decides about the answer.
 */
export function sharedPort(port: PrometheusPort, { entries, now }: Shared, context = ''): PrometheusPort {
  return async (request, signal) => {
    forgetOld(entries, now());
    const keys = new Map(request.queries.map((query) => [query.refId, keyOf(query, request, context)]));
    const missing = request.queries.filter(({ refId }) => !entries.has(keys.get(refId)!));
    if (missing.length > 0) {
      const batch = send(port, { ...request, queries: missing });
      missing.forEach(({ refId }) => entries.set(keys.get(refId)!, { batch, refId }));
      void settle(batch, new Map(missing.map(({ refId }) => [refId, keys.get(refId)!])), { entries, now });
    }
    const wanted = request.queries.map(({ refId }) => [refId, entries.get(keys.get(refId)!)!] as const);
    const batches = [...new Set(wanted.map(([, { batch }]) => batch))];
    const replies = await Promise.all(batches.map(async (batch) => [batch, await waitFor(batch, signal)] as const));
    return collect(wanted, new Map(replies));
  };
}

/** An instant query does not depend on where the range begins; where it looks back, its expression says how far. */
function keyOf({ expr, mode }: PromQuery, { from, to, step }: PromRequest, context: string): string {
  return JSON.stringify([expr, mode, to, ...(mode === 'range' ? [from, step] : []), context]);
}

function send(port: PrometheusPort, request: PromRequest): Batch {
  const stop = new AbortController();
  return { reply: port(request, stop.signal), stop, waiting: 0 };
}

/** Keeps what was answered for a while, and forgets what failed or was given up. */
async function settle(batch: Batch, keys: ReadonlyMap<string, string>, { entries, now }: Shared): Promise<void> {
  const reply = await batch.reply.catch(() => undefined);
  for (const [refId, key] of keys) {
    const entry = entries.get(key);
    if (entry?.batch !== batch) {
      continue;
    }
    if (reply?.series[refId] === undefined) {
      entries.delete(key);
    } else {
      entry.until = now() + KEPT;
    }
  }
}

function forgetOld(entries: Map<string, Entry>, now: EpochMs): void {
  for (const [key, { until, batch }] of entries) {
    if (batch.stop.signal.aborted || (until !== undefined && until <= now)) {
      entries.delete(key);
    }
  }
}

/** The batch's reply, for one of those who wait; the last who gives up stops it. Rejects when given up. */
function waitFor(batch: Batch, signal: AbortSignal | undefined): Promise<PromReply> {
  batch.waiting += 1;
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      batch.waiting -= 1;
      if (batch.waiting === 0) {
        batch.stop.abort();
      }
      reject(signal?.reason as Error);
    };
    if (signal?.aborted) {
      giveUp();
      return;
    }
    signal?.addEventListener('abort', giveUp, { once: true });
    batch.reply.then(resolve, reject).finally(() => signal?.removeEventListener('abort', giveUp));
  });
}

function collect(wanted: ReadonlyArray<readonly [string, Entry]>, replies: ReadonlyMap<Batch, PromReply>): PromReply {
  const series = wanted.flatMap(([refId, entry]) => {
    const found = replies.get(entry.batch)?.series[entry.refId];
    return found === undefined ? [] : [[refId, found] as const];
  });
  const ownErrors = wanted.flatMap(([refId, entry]) =>
    (replies.get(entry.batch)?.errors ?? [])
      .filter((error) => error.refId === entry.refId)
      .map((error) => ({ ...error, refId }))
  );
  const all = [...replies.values()];
  return {
    series: Object.fromEntries(series),
    errors: [...all.flatMap(({ errors }) => errors.filter(({ refId }) => refId === undefined)), ...ownErrors],
    warnings: [...new Set(all.flatMap(({ warnings }) => warnings))],
  };
}
