import { nodeScope } from '../../test/fixtures/nodeScope';
import { eventQueries } from './events/eventQueries';
import { FINISHED, REASONS, RESTARTS } from './events/sources/containerStatuses';
import { POD_STATUSES, PODS } from './events/sources/pods';
import { askOfNode, findMissed, loadNodePods } from './nodePods';
import type { PrometheusPort, PromReply, PromRequest } from './ports/port';
import type { NodeScope } from './scope';

const SCOPE: NodeScope = nodeScope({
  identity: { node: 'worker-1' },
  from: Date.UTC(2026, 10, 21, 21),
  to: Date.UTC(2026, 10, 21, 22),
});
const WEB = { namespace: 'shop', pod: 'web-0' };
const JOB = { namespace: 'batch', pod: 'job-1' };
const one = (labels: Record<string, string>) => ({ labels, times: [SCOPE.to], values: [1] });

/** Shows the pods as on the node; the questions whose refId is given fail. */
function prometheus(pods: ReadonlyArray<typeof WEB>, failing: readonly string[] = []) {
  const requests: PromRequest[] = [];
  const answers: Record<string, ReadonlyArray<ReturnType<typeof one>>> = {
    podNames: pods.map((pod) => one({ ...pod, uid: pod.pod })),
    [PODS.refId]: pods.map((pod) => one({ ...pod, tidemark: 'info' })),
  };
  const port: PrometheusPort = (request) => {
    requests.push(request);
    const answered = request.queries.filter(({ refId }) => !failing.includes(refId));
    return Promise.resolve<PromReply>({
      series: Object.fromEntries(answered.map(({ refId }) => [refId, answers[refId] ?? []])),
      errors: failing.map((refId) => ({ refId, message: 'query timed out' })),
      warnings: [],
    });
  };
  return { port, requests };
}

describe('which pods a node had', () => {
  test('is one small query about it, over its range and what an instant looks back', async () => {
    const { port, requests } = prometheus([WEB, JOB, WEB]);
    expect(await loadNodePods(port, SCOPE)).toEqual({ pods: [JOB, WEB] });
    expect(requests.map(({ queries }) => queries.length)).toEqual([1]);
    expect(requests[0]?.queries[0]?.expr).toMatch(
      /^group by .*last_over_time\(kube_pod_info\{node="worker-1"\}\[\d+s\]/
    );
  });

  test('is not known where kube_pod_info shows none: the join stays', async () => {
    expect(await loadNodePods(prometheus([]).port, SCOPE)).toEqual({});
  });

  test('is not known where it could not be asked, and why', async () => {
    expect(await loadNodePods(prometheus([WEB], ['podNames']).port, SCOPE)).toEqual({ podsError: 'query timed out' });
  });
});

describe('a pod that is younger than the look-up', () => {
  const young = { ...SCOPE, pods: [WEB] };

  test('shows in the answer', () => {
    const series = { [PODS.refId]: [WEB, JOB].map((pod) => one({ ...pod, tidemark: 'info' })) };
    expect(findMissed(young, { series })).toEqual([JOB]);
    expect(findMissed(SCOPE, { series })).toEqual([]);
  });

  test('is asked for once more, and nothing else is', async () => {
    const { port, requests } = prometheus([WEB, JOB]);
    const { scope } = await askOfNode(port, young, eventQueries);
    expect(scope.pods).toEqual([WEB, JOB]);
    const again = requests[1]?.queries ?? [];
    expect(again.map(({ refId }) => refId)).toEqual([
      POD_STATUSES.refId,
      FINISHED.refId,
      REASONS.refId,
      RESTARTS.refId,
    ]);
    expect(again.every(({ expr }) => expr.includes('pod=~"web-0|job-1"'))).toBe(true);
  });

  test('of which none is there, nothing is asked twice', async () => {
    const { port, requests } = prometheus([WEB]);
    await askOfNode(port, young, eventQueries);
    expect(requests).toHaveLength(1);
  });
});
