import { createServer } from 'node:http';
import { once } from 'node:events';

import type { RunningServer } from '../../tools/prometheus';
import { stopAtExit } from '../../tools/stopAtExit';
import { kubeletMetrics } from '../simulator/kubeletPages';
import { kubeStateMetrics } from '../simulator/kubeStateMetrics';

import type { HostNode } from './hostNode';
import { textPage } from './textPage';

/** The small kubelet's /metrics, and what kube-state-metrics would say, at any free port of 127.0.0.1. */
export async function startKubeletServer(node: HostNode): Promise<RunningServer> {
  const pages = new Map([
    ['/metrics', kubeletMetrics(node, 0)],
    ['/kube-state-metrics', kubeStateMetrics(node, 0)],
  ]);
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(page && textPage(page));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const stop = stopAtExit(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${port}`, stop };
}
