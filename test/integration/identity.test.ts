import { loadClusters, loadIdentities } from '../../src/prometheus/identity';
import { loadNodePods } from '../../src/prometheus/nodePods';
import { identitiesOf } from '../../src/prometheus/nodesIn';
import { httpPort, type Fetch } from '../../src/prometheus/ports/httpPort';
import { pagePort } from '../../src/prometheus/ports/pagePort';
import type { PrometheusPort } from '../../src/prometheus/ports/port';
import { shared } from '../../src/prometheus/ports/sharedPort';
import { kubepodsIds } from '../../src/prometheus/queries/kubepodsIds';
import { nodesSeen } from '../../src/prometheus/queries/nodeInfo';
import { DEFAULT_LABELS } from '../../src/prometheus/scope';
import { recordedScope } from '../../tools/reviewRecording';

import { RECORDED_SERVERS, recordingOf, serverUrl, type TestServer } from './servers';

const HOUR = 3_600_000;

/** A page's port, and which of the server's API it asked. */
function counting(server: TestServer) {
  const paths: string[] = [];
  const counted: Fetch = (url, init) => {
    paths.push(new URL(url).pathname.split('/').at(-1) ?? '');
    return fetch(url, init);
  };
  return { port: pagePort(httpPort({ url: serverUrl(server), fetch: counted }), shared()), paths };
}

const withoutIndex =
  (server: TestServer): PrometheusPort =>
  ({ queries, ...request }, signal) =>
    counting(server).port({ ...request, queries: queries.map(({ index: _, ...query }) => query) }, signal);

/** Of a server that tells whole series and no names. */
const withoutNames =
  (port: PrometheusPort): PrometheusPort =>
  ({ queries, ...request }, signal) =>
    port({ ...request, queries: queries.filter(({ index }) => index?.isOptional !== true) }, signal);

/** By the samples of all of the range. */
async function readWhole(port: PrometheusPort, { from, to }: { readonly from: number; readonly to: number }) {
  const asked = { labels: DEFAULT_LABELS, window: to - from };
  const reply = await port({
    queries: [...nodesSeen({ ...asked, seen: 'briefly' }), kubepodsIds(asked)],
    from,
    to,
    step: 60_000,
  });
  expect(reply.errors).toEqual([]);
  const kubepods = (reply.series.kubepodsIds ?? []).flatMap(({ labels }) => labels.id ?? []).sort();
  return identitiesOf(reply, { labels: DEFAULT_LABELS }).map((identity) => ({ ...identity, kubepods }));
}

describe.each(RECORDED_SERVERS)('%s', (server) => {
  const recorded = recordedScope(recordingOf(server));
  const middle = (recorded.from + recorded.to) / 2;

  test.each([
    ['while they are there', { from: middle - 24 * HOUR, to: middle }, 1],
    ['when they are gone', { from: middle - 24 * HOUR, to: recorded.to + 12 * HOUR }, 1],
    ['two hours after they went', { from: recorded.from - 2 * HOUR, to: recorded.to + 2 * HOUR }, 1],
    ['after they were there', { from: recorded.to + HOUR, to: recorded.to + 6 * HOUR }, 0],
    ['before they were there', { from: recorded.from - 7 * HOUR, to: recorded.from - 2 * HOUR }, 0],
  ])('knows the same nodes by its index as by their samples, %s', async (_, range, count) => {
    const { port, paths } = counting(server);
    const found = await loadIdentities(port, { labels: DEFAULT_LABELS, ...range });
    expect(found).toHaveLength(count);
    expect(paths.filter((path) => path === 'values')).toHaveLength(4);
    expect(paths).not.toContain('series');
    expect(paths.length).toBeLessThanOrEqual(9);
    expect(found).toEqual(await readWhole(counting(server).port, range));
    const whole = counting(server);
    expect(await loadIdentities(withoutNames(whole.port), { labels: DEFAULT_LABELS, ...range })).toEqual(found);
    expect(whole.paths).toContain('series');
  });

  test('knows the same clusters by its index as by their samples', async () => {
    const range = { from: middle - 24 * HOUR, to: middle };
    const { port, paths } = counting(server);
    const found = await loadClusters(port, { labels: DEFAULT_LABELS, ...range });
    expect(paths).toEqual(['values']);
    expect(found).toEqual(await loadClusters(withoutIndex(server), { labels: DEFAULT_LABELS, ...range }));
  });

  test('knows the same instances of the node by its index as by their samples', async () => {
    const { instances } = await loadNodePods(counting(server).port, recorded);
    expect(instances).toEqual((await loadNodePods(withoutIndex(server), recorded)).instances);
    expect(instances).toBeDefined();
  });
});
