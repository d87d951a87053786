import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage['headers'];
  /** Counted from 1. */
  readonly number: number;
}

/** What to do instead of passing the request on; `spoil` changes what Prometheus answered. */
export type Trouble =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly reset: true }
  | { readonly spoil: (body: string) => string };

export interface TroubleProxy {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Connections opened so far, and requests at a time at most. */
  readonly seen: { connections: number; atOnce: number };
  readonly stop: () => Promise<void>;
}

/** A proxy on 127.0.0.1 in front of a Prometheus that makes the trouble it is told to. */
export async function startTroubleProxy(
  upstream: string,
  trouble: (asked: Asked) => Trouble | undefined = () => undefined,
  tls?: ServerOptions
): Promise<TroubleProxy> {
  const asked: Asked[] = [];
  const seen = { connections: 0, atOnce: 0 };
  let running = 0;
  const answer: RequestListener = (request, response) => {
    running += 1;
    seen.atOnce = Math.max(seen.atOnce, running);
    response.on('close', () => (running -= 1));
    void pass(request).catch(() => response.destroy());

    async function pass({ url = '', headers }: IncomingMessage): Promise<void> {
      const body = await text(request);
      const one = { path: url, query: new URLSearchParams(body).get('query') ?? '', headers, number: asked.length + 1 };
      asked.push(one);
      const made = trouble(one);
      if (made && 'reset' in made) {
        request.socket.destroy();
        return;
      }
      if (made && 'status' in made) {
        response.writeHead(made.status, made.headers).end(made.body ?? '');
        return;
      }
      const reply = await fetch(upstream + url, {
        method: 'POST',
        body,
        headers: { 'Content-Type': headers['content-type'] ?? '' },
      });
      const told = await reply.text();
      response.writeHead(reply.status, { 'Content-Type': reply.headers.get('content-type') ?? 'text/plain' });
      response.end(made && 'spoil' in made ? made.spoil(told) : told);
    }
  };
  const server: Server = tls ? createTlsServer(tls, answer) : createServer(answer);
  server.on(tls ? 'secureConnection' : 'connection', () => (seen.connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    asked,
    seen,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}
