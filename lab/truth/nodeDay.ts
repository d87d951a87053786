import type { PrometheusPort, PromReply, PromRequest } from '../../src/prometheus/ports/port';
import { scenario, type Scenario, type ScenarioInput } from '../simulator/scenario';

type PodInput = NonNullable<ScenarioInput['pods']>[number];

/** A node's whole day: 30 pods, one of which leaks to its limit every two hours and a half, and four leaks that evict. */
export const NODE_DAY: Scenario = scenario({
  name: 'node-day',
  seed: 3,
  duration: '24h',
  node: { memory: '15900Mi', kubeReserved: '1800Mi' },
  pods: [
    ...Array.from({ length: 29 }, (_, i) => quietPod(i)),
    {
      namespace: 'shop',
      name: 'leak',
      owner: 'ReplicaSet',
      containers: [
        {
          name: 'app',
          request: '128Mi',
          limit: '512Mi',
          memory: { start: '100Mi', grow: { by: '14Mi', every: '300s' } },
        },
      ],
    },
  ],
  events: [3, 9, 15, 21].map((hour) => ({
    at: `${hour * 60 + 12}m`,
    do: 'create' as const,
    pod: {
      namespace: 'shop',
      name: `import-${hour}`,
      containers: [{ name: 'app', memory: { start: '500Mi', grow: { by: '400Mi', every: '10s' } } }],
    },
  })),
  collection: { kind: 'kube-prometheus-stack', interval: '30s' },
});

function quietPod(i: number): PodInput {
  return {
    namespace: ['shop', 'logging', 'billing'][i % 3] ?? 'shop',
    name: `service-${i}`,
    owner: 'ReplicaSet',
    containers: [
      { name: 'app', request: '128Mi', limit: '512Mi', memory: { start: `${110 + (i % 7) * 15}Mi`, wobble: '12Mi' } },
      ...(i % 3 === 0 ? [{ name: 'proxy', request: '32Mi', memory: { start: '30Mi', wobble: '3Mi' } }] : []),
    ],
  };
}

/** The same port, which has an answer ready to what it was asked before: what is left is the asker's own computing. */
export function answeredBefore(port: PrometheusPort): PrometheusPort {
  const answers = new Map<string, PromReply>();
  const keyOf = ({ queries, from, to, step }: PromRequest) =>
    [from, to, step, ...queries.map(({ refId, expr }) => `${refId} ${expr}`)].join('\n');
  return async (request, signal) => {
    const key = keyOf(request);
    const answer = answers.get(key) ?? (await port(request, signal));
    answers.set(key, answer);
    return answer;
  };
}
