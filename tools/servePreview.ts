import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { Complaint } from './complaint';
import { isPortFree } from './freePort';
import type { RunningServer } from './prometheus';
import { inProject } from './project';
import { proxyToPrometheus } from './proxyToPrometheus';
import { sendFile } from './sendFile';
import { stopAtExit } from './stopAtExit';

export interface PreviewOptions {
  readonly port: number;
  /** Address of the Prometheus that the preview reads. */
  readonly prometheus: string;
}

/** Grafana's paths of the three plugins, and where the build puts them; the nested ones first. */
const STATIC: ReadonlyArray<readonly [prefix: string, folder: string]> = [
  ['/public/plugins/tidemark-nodememory-datasource/', inProject('dist', 'datasource')],
  ['/public/plugins/tidemark-nodememory-panel/', inProject('dist', 'panel')],
  ['/public/plugins/tidemark-nodememory-app/', inProject('dist')],
  ['/preview/', inProject('dist-preview')],
];

/** Serves the preview on 127.0.0.1; Prometheus answers under /prom, so that the page needs no other origin. */
export async function servePreview({ port, prometheus }: PreviewOptions): Promise<RunningServer> {
  if (!(await isPortFree(port))) {
    throw new Complaint(`Port ${port} is taken. Choose another: npm run demo -- --port ${port + 1}`);
  }
  const server = createServer((request, response) => {
    answer(request, response, prometheus).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const stop = stopAtExit(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  );
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function answer(request: IncomingMessage, response: ServerResponse, prometheus: string): Promise<void> {
  // A page elsewhere must not reach the Prometheus behind this server by a name that resolves to 127.0.0.1.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) {
    response.writeHead(421).end('The preview answers to 127.0.0.1 and localhost only.');
    return;
  }
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname.startsWith('/prom/')) {
    return proxyToPrometheus(request, response, prometheus);
  }
  if (pathname === '/preview/dashboards.json') {
    return sendJson(response, readDashboards());
  }
  const place = STATIC.find(([prefix]) => pathname.startsWith(prefix));
  if (place) {
    return sendFile(response, place[1], pathname.slice(place[0].length));
  }
  if (pathname.startsWith('/public/build/img/icons/')) {
    return sendIcon(response, pathname.slice('/public/build/img/icons/'.length));
  }
  if (pathname.startsWith('/public/') || pathname.startsWith('/api/')) {
    response.writeHead(404).end();
    return;
  }
  // Everything else is a page; the browser's router decides which.
  return sendFile(response, inProject('dist-preview'), 'index.html');
}

/** @grafana/ui names a few icons that it does not bring: they are drawn here, or left blank. */
async function sendIcon(response: ServerResponse, path: string): Promise<void> {
  const published = inProject('node_modules', '@grafana', 'ui', 'dist', 'public', 'img', 'icons');
  const own = inProject('preview', 'icons');
  if (existsSync(join(published, path))) {
    return sendFile(response, published, path);
  }
  if (existsSync(join(own, basename(path)))) {
    return sendFile(response, own, basename(path));
  }
  response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"/>');
}

const readDashboards = (): readonly unknown[] =>
  readdirSync(inProject('dashboards'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(inProject('dashboards', name), 'utf8')) as unknown);

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
