import type { DurationMs } from '../../domain/units';

import { decode, type DecodedReply } from './decodeApi';
import { explainFailure } from './explainFailure';
import { explainReply } from './explainReply';
import { indexedSeries, indexForm, indexPath } from './indexed';
import { indexPort, type AskIndex } from './indexPort';
import type { PrometheusPort, PromQuery, PromReply, PromRequest, QueryError } from './port';
import { wholePort } from './wholePort';

/** As much of the standard `fetch` as is used. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchReply>;
interface FetchInit {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}
export interface FetchReply {
  readonly status: number;
  readonly headers?: { get(name: string): string | null };
  /** Told beside an error: `asked 5 times within 7.6 s`. */
  readonly note?: string;
  text(): Promise<string>;
}

interface HttpPortOptions {
  readonly fetch: Fetch;
  /** Of the server, with a path prefix if it has one: `http://127.0.0.1:9090`. */
  readonly url: string;
  /** Of the whole request; Infinity where `fetch` has a limit of its own. */
  readonly timeout?: DurationMs;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A Prometheus by its HTTP API. Queries run side by side; each that fails leaves its error, the others their series. */
export function httpPort({ fetch, url, timeout = 30_000, headers = {} }: HttpPortOptions): PrometheusPort {
  const base = url.replace(/\/+$/, '');
  const ask = async (query: PromQuery, request: PromRequest, signal: AbortSignal): Promise<DecodedReply> => {
    const reply = await fetch(`${base}/api/v1/${query.mode === 'range' ? 'query_range' : 'query'}`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: bodyOf(query, request),
      signal,
    });
    return decodeReply(reply, await reply.text());
  };
  const askAll: PrometheusPort = async (request, signal) => {
    throwIfAborted(signal);
    const limit = abortAfter(timeout, signal);
    try {
      const replies = await Promise.all(
        request.queries.map((query) => ask(query, request, limit.signal).catch((error: unknown) => failed(error)))
      );
      throwIfAborted(signal);
      return collect(request.queries, replies);
    } finally {
      limit.stop();
    }
  };
  const askIndex: AskIndex = async (indexed, to, signal) => {
    const limit = abortAfter(timeout, signal);
    try {
      const form = new URLSearchParams(indexForm(indexed, to)).toString();
      // The values of a label are not to be had by POST.
      const init = { method: 'GET', headers, signal: limit.signal } as const;
      const reply = await fetch(`${base}/api/v1/${indexPath(indexed)}?${form}`, init);
      return indexedSeries(parsed(await reply.text()), indexed, to);
    } catch {
      return undefined;
    } finally {
      limit.stop();
    }
  };
  return wholePort(indexPort(askAll, askIndex));
}

interface Limit {
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

/** Aborts after the time, or when the outer signal does; `AbortSignal.any` is younger than the browsers of Grafana 12. */
function abortAfter(timeout: DurationMs, outer?: AbortSignal): Limit {
  const controller = new AbortController();
  const pass = () => controller.abort(outer?.reason);
  const giveUp = () => controller.abort(new Error(`no answer within ${timeout / 1000} s`));
  const timer = Number.isFinite(timeout) ? setTimeout(giveUp, timeout) : undefined;
  outer?.addEventListener('abort', pass);
  const stop = () => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', pass);
  };
  return { signal: controller.signal, stop };
}

function bodyOf({ expr, mode, step: own }: PromQuery, { from, to, step: common }: PromRequest): string {
  const step = own ?? common;
  const seconds = (ms: number) => String(ms / 1000);
  const when: Record<string, string> =
    mode === 'range' ? { start: seconds(from), end: seconds(to), step: seconds(step) } : { time: seconds(to) };
  return new URLSearchParams({ query: expr, ...when }).toString();
}

function collect(queries: readonly PromQuery[], replies: readonly DecodedReply[]): PromReply {
  const answers = queries.flatMap(({ refId }, index) => {
    const reply = replies[index];
    return reply ? [{ refId, reply }] : [];
  });
  return {
    series: Object.fromEntries(answers.flatMap(({ refId, reply }) => (reply.ok ? [[refId, reply.series]] : []))),
    errors: answers.flatMap(({ refId, reply }): readonly QueryError[] => (reply.ok ? [] : [{ refId, ...reply.error }])),
    warnings: [...new Set(answers.flatMap(({ reply }) => (reply.ok ? reply.warnings : [])))],
  };
}

function decodeReply({ status, headers, note }: FetchReply, text: string): DecodedReply {
  const json = parsed(text);
  const strange = explainReply({
    status,
    text,
    json,
    contentType: headers?.get('content-type') ?? undefined,
    location: headers?.get('location') ?? undefined,
  });
  const decoded: DecodedReply =
    strange === undefined ? decode(json, status) : { ok: false, error: { status, message: strange } };
  return decoded.ok || note === undefined
    ? decoded
    : { ok: false, error: { ...decoded.error, message: `${decoded.error.message}; ${note}` } };
}

/** Undefined for what is no JSON, such as the error page of a proxy. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const failed = (error: unknown): DecodedReply => ({ ok: false, error: { message: explainFailure(error) } });

function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) {
    throw signal.reason;
  }
}
