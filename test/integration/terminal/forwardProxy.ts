import { createServer, request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

export interface ForwardProxy {
  readonly url: string;
  /** What it was asked for: `CONNECT host:port`, or the whole address. */
  readonly asked: readonly string[];
  /** `Proxy-Authorization`, as it came. */
  readonly credentials: ReadonlyArray<string | undefined>;
  readonly stop: () => Promise<void>;
}

/** An HTTP proxy on 127.0.0.1; whatever host it is asked for, it leads to `target`. */
export async function startForwardProxy(target: string): Promise<ForwardProxy> {
  const asked: string[] = [];
  const credentials: Array<string | undefined> = [];
  const { hostname, port } = new URL(target);
  const note = (what: string, authorization: string | undefined) => {
    asked.push(what);
    credentials.push(authorization);
  };
  const server = createServer((request, response) => {
    note(request.url ?? '', request.headers['proxy-authorization']);
    const { pathname, search } = new URL(request.url ?? '', target);
    const passed = httpRequest(
      { hostname, port, path: pathname + search, method: request.method, headers: request.headers },
      (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(response);
      }
    );
    passed.on('error', () => response.writeHead(502).end());
    request.pipe(passed);
  });
  server.on('connect', (request, socket) => {
    note(`CONNECT ${request.url}`, request.headers['proxy-authorization']);
    const tunnel = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    [tunnel, socket].forEach((one) => one.on('error', () => [tunnel, socket].forEach((both) => both.destroy())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    credentials,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}
