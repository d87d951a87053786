import type { Series } from '../../domain/series';
import type { DurationMs, EpochMs } from '../../domain/units';

import type { PrometheusPort, PromQuery, PromReply, PromRequest, QueryError } from './port';
import { aligned, canGoOn, covers, cutTo, isSameRange, tailStart, withTail, type Range, type Stretch } from '../tail';

/** What runs, has just been answered, or is gone on with at the next refresh. One for each Prometheus. */
export interface Shared {
  readonly reads: Map<string, readonly Read[]>;
  readonly known: Map<string, Known>;
  readonly now: () => EpochMs;
}

/** One query of a request that somebody sent. */
interface Read {
  readonly batch: Batch;
  readonly range: Range;
  readonly answer: Promise<Answer>;
  readonly isPast: boolean;
  /** When its answer came; undefined as long as it runs. */
  since?: EpochMs;
}

interface Answer {
  /** Undefined where the query failed. */
  readonly series?: readonly Series[];
  readonly errors: readonly QueryError[];
}

/** A range query's last whole answer. */
interface Known extends Stretch {
  /** When its beginning was read. */
  readonly since: EpochMs;
}

/** One request upstream; it is given up when nobody waits for it any more. */
interface Batch {
  readonly reply: Promise<PromReply>;
  readonly stop: AbortController;
  waiting: number;
}

/** As long as the parts of one page come to ask after each other; a refresh moves the range or comes later. */
const KEPT: DurationMs = 2_000;

/** A part of a wider range is no refresh: it is what a page looks at more closely, once it knows where. */
const KEPT_FOR_PARTS: DurationMs = 60_000;

/** After so long all of a range is read anew: what came later than the overlap is then seen as well. */
const ANEW: DurationMs = 15 * 60_000;

/** Questions whose answers are kept to be gone on with: those of some pages. */
const MOST_KNOWN = 300;

/**
 * The same port, which asks only what is not known: not what another request asks at the moment or asked a moment ago, over the
 * same range or a wider one; and of a range that goes on ending now only what is new, with an overlap. What failed is asked again.
 * `context` is what else decides about the answer.
 */
export function sharedPort(port: PrometheusPort, shared: Shared, context = ''): PrometheusPort {
  return async (request, signal) => {
    forgetOld(shared);
    const asked = request.queries.map((query) => ({ query, key: keyOf(query, request, context) }));
    send(port, shared, { request, asked: asked.filter((one) => findRead(shared, one, request) === undefined) });
    const wanted = asked.map((one) => ({ query: one.query, read: findRead(shared, one, request)! }));
    const batches = [...new Set(wanted.map(({ read }) => read.batch))];
    const replies = await Promise.all(batches.map((batch) => waitFor(batch, signal)));
    return collect(request, await Promise.all(wanted.map(answerOf)), replies);
  };
}

export const shared = (now: () => EpochMs = Date.now): Shared => ({ reads: new Map(), known: new Map(), now });

interface Asked {
  readonly query: PromQuery;
  readonly key: string;
}

/** An instant query does not depend on where the range begins; where it looks back, its expression says how far. */
function keyOf(query: PromQuery, request: PromRequest, context: string): string {
  const { expr, mode } = query;
  return JSON.stringify([expr, mode, mode === 'range' ? rangeOf(query, request).step : request.to, context]);
}

/** At which times of the request a query is evaluated. */
const rangeOf = ({ step }: PromQuery, { from, to, step: common }: PromRequest): Range => ({
  from,
  to,
  step: step ?? common,
});

/** What runs or has just come and covers the range. */
function findRead({ reads, now }: Shared, { query, key }: Asked, request: PromRequest): Read | undefined {
  const asked = rangeOf(query, request);
  return reads.get(key)?.find(({ range, since = now() }) => {
    const isSame = query.mode === 'instant' || isSameRange(range, asked);
    const kept = query.isPast ? ANEW : isSame ? KEPT : KEPT_FOR_PARTS;
    return (isSame || covers(range, asked)) && since + kept > now();
  });
}

interface Sending {
  readonly request: PromRequest;
  readonly asked: readonly Asked[];
}

/** Sends what has to be read: what is new apart from what is asked for the first time. */
function send(port: PrometheusPort, shared: Shared, { request, asked }: Sending): void {
  const byStart = new Map<EpochMs, Asked[]>();
  const instant = asked.filter(({ query }) => query.mode === 'instant');
  for (const one of asked.filter(({ query }) => query.mode === 'range')) {
    const known = shared.known.get(one.key);
    const start = (known && tailStart(known, rangeOf(one.query, request))) ?? request.from;
    byStart.set(start, [...(byStart.get(start) ?? []), one]);
  }
  // For an instant it does not matter where the range begins: it goes along.
  const [along = request.from] = byStart.keys();
  if (instant.length > 0) {
    byStart.set(along, [...(byStart.get(along) ?? []), ...instant]);
  }
  byStart.forEach((some, from) =>
    sendFrom(port, shared, { request: { ...request, from }, asked: some, whole: request })
  );
}

function sendFrom(
  port: PrometheusPort,
  shared: Shared,
  { request, asked, whole }: Sending & { whole: PromRequest }
): void {
  const stop = new AbortController();
  const queries = asked.map(({ query }) => query);
  const reply = port({ ...request, queries }, stop.signal);
  const batch: Batch = { reply, stop, waiting: 0 };
  for (const { query, key } of asked) {
    const known = request.from === whole.from ? undefined : shared.known.get(key);
    const answer = reply.then((came) =>
      known ? goneOn(port, { query, whole, tail: request, known, came, stop }) : answerIn(came, query.refId)
    );
    const read: Read = { batch, range: rangeOf(query, whole), answer, isPast: query.isPast ?? false };
    remember(shared, key, read);
    void settle(shared, key, read, { query, reply, since: known?.since ?? shared.now() });
  }
}

function remember({ reads }: Shared, key: string, read: Read): void {
  reads.set(key, [read, ...(reads.get(key) ?? [])]);
}

interface GoingOn {
  readonly query: PromQuery;
  readonly whole: PromRequest;
  readonly tail: Range;
  readonly known: Known;
  readonly came: PromReply;
  readonly stop: AbortController;
}

/** What was known and what is new; all of the range where the two do not fit together. */
async function goneOn(port: PrometheusPort, { query, whole, tail, known, came, stop }: GoingOn): Promise<Answer> {
  const { series, errors } = answerIn(came, query.refId);
  if (series === undefined) {
    return { errors };
  }
  const joined = withTail(known, { ...tail, series }, rangeOf(query, whole));
  return joined
    ? { series: joined, errors }
    : answerIn(await port({ ...whole, queries: [query] }, stop.signal), query.refId);
}

const answerIn = ({ series, errors }: PromReply, refId: string): Answer => ({
  ...(series[refId] && { series: series[refId] }),
  errors: errors.filter((error) => error.refId === refId),
});

interface Settling {
  readonly query: PromQuery;
  readonly reply: Promise<PromReply>;
  readonly since: EpochMs;
}

/** Keeps what was answered for a while, and forgets what failed or was given up. */
async function settle(store: Shared, key: string, read: Read, { query, reply, since }: Settling): Promise<void> {
  const answer = await read.answer.catch(() => undefined);
  if (answer?.series === undefined) {
    forget(store, key, read);
    return;
  }
  read.since = store.now();
  const isWhole = (await reply).warnings.every((warning) => warning.startsWith('PromQL info'));
  if (read.isPast && !isWhole) {
    forget(store, key, read);
  }
  store.known.delete(key);
  if (query.mode === 'range' && isWhole && canGoOn(answer.series, read.range)) {
    store.known.set(key, { ...aligned(read.range), series: answer.series, since });
    [...store.known.keys()].slice(0, -MOST_KNOWN).forEach((oldest) => store.known.delete(oldest));
  }
}

function forget({ reads }: Shared, key: string, read: Read): void {
  const others = (reads.get(key) ?? []).filter((one) => one !== read);
  if (others.length === 0) {
    reads.delete(key);
  } else {
    reads.set(key, others);
  }
}

function forgetOld(store: Shared): void {
  const now = store.now();
  const isOld = ({ since, batch, isPast }: Read) =>
    batch.stop.signal.aborted || (since !== undefined && since + (isPast ? ANEW : KEPT_FOR_PARTS) <= now);
  for (const [key, all] of store.reads) {
    if (all.some(isOld)) {
      all.filter(isOld).forEach((read) => forget(store, key, read));
    }
  }
  for (const [key, { since }] of store.known) {
    if (since + ANEW <= now) {
      store.known.delete(key);
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

interface Answered extends Answer {
  readonly query: PromQuery;
  readonly range: Range;
}

const answerOf = async ({ query, read }: { query: PromQuery; read: Read }): Promise<Answered> => ({
  ...(await read.answer),
  query,
  range: read.range,
});

function collect(request: PromRequest, answers: readonly Answered[], replies: readonly PromReply[]): PromReply {
  return {
    series: Object.fromEntries(
      answers.flatMap(({ query, series, range }) =>
        series ? [[query.refId, query.mode === 'range' ? cutTo(series, range, rangeOf(query, request)) : series]] : []
      )
    ),
    errors: [
      ...replies.flatMap(({ errors }) => errors.filter(({ refId }) => refId === undefined)),
      ...answers.flatMap(({ query: { refId }, errors }) => errors.map((error) => ({ ...error, refId }))),
    ],
    warnings: [...new Set(replies.flatMap(({ warnings }) => warnings))],
  };
}
