import { nodeScope } from '../../test/fixtures/nodeScope';
import { eventQueries } from './events/eventQueries';
import { FINISHED, REASONS, RESTARTS } from './events/sources/containerStatuses';
import { POD_STATUSES, PODS } from './events/sources/pods';
import { askOfNode, findMissed, loadNodePods, loadPodsOfCgroups } from './nodePods';
import { CONTAINERS } from './events/sources/containers';
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
function prometheus(
  pods: ReadonlyArray<typeof WEB>,
  failing: readonly string[] = [],
  more: Readonly<Record<string, ReadonlyArray<ReturnType<typeof one>>>> = {}
) {
  const requests: PromRequest[] = [];
  const answers: Record<string, ReadonlyArray<ReturnType<typeof one>>> = {
    podNames: pods.map((pod) => one({ ...pod, uid: pod.pod })),
    [PODS.refId]: pods.map((pod) => one({ ...pod, tidemark: 'info' })),
    ...more,
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
  const podsOf = async (port: PrometheusPort) => {
    const { instances: _, ...told } = await loadNodePods(port, SCOPE);
    return told;
  };

  test('is one small query about it, over its range and what an instant looks back', async () => {
    const { port, requests } = prometheus([WEB, JOB, WEB]);
    expect(await podsOf(port)).toEqual({ pods: [JOB, WEB] });
    const asked = requests.map(({ queries }) => queries.filter(({ index }) => index === undefined));
    expect(asked.map((queries) => queries.length)).toEqual([1]);
    expect(asked[0]?.[0]?.expr).toMatch(/^group by .*last_over_time\(kube_pod_info\{node="worker-1"\}\[\d+s\]/);
  });

  test('is not known where kube_pod_info shows none: the join stays', async () => {
    expect(await podsOf(prometheus([]).port)).toEqual({});
  });

  test('is not known where it could not be asked, and why', async () => {
    expect(await podsOf(prometheus([WEB], ['podNames']).port)).toEqual({ podsError: 'query timed out' });
  });
});

describe('by which instances a node is scraped without a label of its name', () => {
  const told = (failing: readonly string[] = []): PrometheusPort =>
    prometheus([WEB], failing, {
      otherInstances: ['worker-1:9100', '10.0.0.1:9100'].map((instance) => one({ instance })),
    }).port;

  test('is told by the index, apart for the kubelet', async () => {
    const { instances } = await loadNodePods(told(), SCOPE);
    expect(instances).toEqual({ kubelet: [], others: ['10.0.0.1:9100', 'worker-1:9100'] });
  });

  test.each(['kubeletInstances', 'otherInstances'])(
    'is not known where %s were not told, and the pods are',
    async (refId) => {
      const port: PrometheusPort = async (request) => {
        const reply = await told()(request);
        const { [refId]: _, ...series } = reply.series;
        return { ...reply, series };
      };
      expect(await loadNodePods(port, SCOPE)).toEqual({ pods: [WEB] });
    }
  );

  test('is asked of nobody but the index', async () => {
    const { port, requests } = prometheus([WEB]);
    await loadNodePods(port, SCOPE);
    const asked = requests.flatMap(({ queries }) => queries.flatMap(({ index }) => index ?? []));
    expect(asked).toHaveLength(2);
    expect(
      asked.every(({ isOptional, by, series }) => isOptional && by.join() === 'instance' && series.includes('node=""'))
    ).toBe(true);
  });
});

describe('which pods left a cgroup on a node', () => {
  const UID = 'b3718f34-95a3-4912-875a-dceb9d35dbfe';
  const ask = async (cgroups: ReadonlyArray<Record<string, string>>, errors: PromReply['errors'] = []) => {
    const requests: PromRequest[] = [];
    const port: PrometheusPort = (request) => {
      requests.push(request);
      return Promise.resolve({ series: { podCgroups: cgroups.map(one) }, errors, warnings: [] });
    };
    return { known: await loadPodsOfCgroups(port, SCOPE), requests };
  };

  test.each([
    ['the pod’s own, in between two containers', `/kubepods/burstable/pod${UID}`],
    ['a container’s', `/kubepods/burstable/pod${UID}/${'a'.repeat(64)}`],
    [
      'one that systemd named',
      `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${UID.replace(/-/g, '_')}.slice`,
    ],
  ])('is told by %s', async (_, id) => {
    const { known } = await ask([
      { ...WEB, id },
      { ...WEB, id },
    ]);
    expect(known).toEqual({ pods: [{ ...WEB, uid: UID }] });
  });

  test('is two pods, where one of the same name followed', async () => {
    const ids = ['aaaaaaaa-1', 'bbbbbbbb-2'].map((uid) => ({ ...WEB, id: `/kubepods/pod${uid}` }));
    const { known } = await ask(ids);
    expect(known.pods?.map(({ uid }) => uid)).toEqual(['aaaaaaaa-1', 'bbbbbbbb-2']);
  });

  test.each<[string, ReadonlyArray<Record<string, string>>]>([
    ['no path tells the uid', [{ ...WEB }, { ...WEB, id: '/docker/aaaa' }]],
    ['the cgroup has no pod’s name', [{ id: `/kubepods/pod${UID}` }]],
  ])('is not known where %s', async (_, cgroups) => {
    expect((await ask(cgroups)).known).toEqual({});
  });

  test('is not known where it could not be asked, and why', async () => {
    const errors = [{ refId: 'podCgroups', message: 'query timed out' }];
    expect((await ask([], errors)).known).toEqual({ podsError: 'query timed out' });
  });

  test('is that of the node, where another kubelet runs within a pod of it', async () => {
    const { known } = await ask([
      { ...WEB, id: `/kubepods/pod${UID}/${'a'.repeat(64)}/kubelet/kubepods/podcccccccc-3` },
    ]);
    expect(known).toEqual({ pods: [{ ...WEB, uid: UID }] });
  });

  test('is one query about this node’s cgroups, each once', async () => {
    const { requests } = await ask([]);
    expect(requests.flatMap(({ queries }) => queries.map(({ expr }) => expr))).toEqual([
      expect.stringMatching(/^group by \(namespace, ?pod, ?id\).*last_over_time\(\w+\{node="worker-1"\}\[\d+s\]/),
    ]);
  });

  test('grows by who is younger than the look-up', () => {
    const series = {
      [CONTAINERS.refId]: [one({ ...JOB, container: 'job', id: `/kubepods/pod${UID}/${'a'.repeat(64)}` })],
    };
    expect(findMissed({ pods: [{ ...WEB, uid: 'aaaaaaaa-1' }] }, { series })).toEqual([{ ...JOB, uid: UID }]);
    expect(findMissed({ pods: [WEB] }, { series })).toEqual([]);
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
