import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { UNREACHABLE_HEADER } from '../preview/prometheus/askPrometheus';

/** What the preview asks of a Prometheus; nothing that changes one passes. */
const ALLOWED = /^\/api\/v1\/(query|query_range|labels|series|label\/[^/]+\/values)$/;

/** Passes one request on to Prometheus, and its cancellation too. */
export async function proxyToPrometheus(
  request: IncomingMessage,
  response: ServerResponse,
  prometheus: string
): Promise<void> {
  const { pathname, search } = new URL((request.url ?? '').replace(/^\/prom/, ''), 'http://127.0.0.1');
  if (!ALLOWED.test(pathname)) {
    response.writeHead(404).end();
    return;
  }
  const hungUp = new AbortController();
  response.on('close', () => hungUp.abort());
  const url = `${prometheus.replace(/\/$/, '')}${pathname}`;
  try {
    const isPost = request.method === 'POST';
    const reply = await fetch(url + search, {
      method: isPost ? 'POST' : 'GET',
      signal: hungUp.signal,
      ...(isPost
        ? { body: await text(request), headers: { 'content-type': 'application/x-www-form-urlencoded' } }
        : {}),
    });
    const body = await reply.text();
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'text/plain' }).end(body);
  } catch (error) {
    if (!response.destroyed) {
      // Not 502: the browser would log an error of its own beside the one the panel shows.
      response.writeHead(200, { [UNREACHABLE_HEADER]: '1' }).end(describeFailure(url, error));
    }
  }
}

/** In the words of Grafana's backend. */
function describeFailure(url: string, error: unknown): string {
  const cause = propertyOf(error, 'cause') ?? error;
  const reason =
    propertyOf(cause, 'code') === 'ECONNREFUSED'
      ? `dial tcp ${new URL(url).host}: connect: connection refused`
      : String(propertyOf(cause, 'message') ?? cause);
  return `Post "${url}": ${reason}`;
}

const propertyOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
