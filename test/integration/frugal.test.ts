import { evaluateEvents } from '../../src/prometheus/events/evaluateEvents';
import { eventQueries } from '../../src/prometheus/events/eventQueries';
import { httpPort } from '../../src/prometheus/ports/httpPort';
import { evaluateNodeMemory, nodeMemoryQueries } from '../../src/prometheus/nodeMemory';
import { loadNodePods } from '../../src/prometheus/nodePods';
import { pagePort } from '../../src/prometheus/ports/pagePort';
import type { PrometheusPort } from '../../src/prometheus/ports/port';
import type { NodeScope } from '../../src/prometheus/scope';
import { shared } from '../../src/prometheus/ports/sharedPort';
import { recordedScope } from '../../tools/reviewRecording';

import { RECORDED_SERVERS, recordingOf, serverUrl } from './servers';

/** Chart, lines and events as the node's page reads them. */
async function nodePage(port: PrometheusPort, scope: NodeScope) {
  const { from, to, step } = scope;
  const reply = await port({ queries: [...nodeMemoryQueries(scope), ...eventQueries(scope)], from, to, step });
  expect(reply.errors).toEqual([]);
  const { events, findings } = evaluateEvents(scope, reply);
  return { memory: evaluateNodeMemory(scope, reply), events, findings };
}

describe.each(RECORDED_SERVERS)('the node page of %s', (server) => {
  test.each([15_000, 30_000, 120_000])('is the same by looks as by reading all, at a step of %d ms', async (step) => {
    const port = httpPort({ fetch, url: serverUrl(server) });
    const scope = recordedScope(recordingOf(server), step);
    const named = { ...scope, ...(await loadNodePods(port, scope)) };
    const all = await nodePage(port, scope);
    expect(await nodePage(pagePort(port, shared()), named)).toEqual(all);
    expect(await nodePage(pagePort(port, shared()), scope)).toEqual(all);
  });
});
