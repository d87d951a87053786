import { decodeScenario } from '../simulator/scenario';
import type { StoredSeries } from '../simulator/seriesStore';
import { runWorld } from '../simulator/world';

/** A simulated node whose samples are written under the names of many. */
export interface Template {
  readonly node: string;
  readonly ip: string;
  readonly from: number;
  readonly to: number;
  readonly series: readonly StoredSeries[];
}

/** The times at which something happens to the nodes that something happens to, in minutes after the begin; again each hour. */
const LEAK_AT = 12;

/** `two`: one leak that evicts and later one to a container's limit; `hourly`: both each hour, the second every half hour. */
export type Incidents = 'none' | 'kill' | 'eviction' | 'two' | 'hourly';

interface Asked {
  readonly hours: number;
  readonly pods: number;
  readonly incidents: Incidents;
  readonly seed: number;
}

const START = Date.UTC(2026, 10, 23);

/** A node with that many pods, collected as kube-prometheus-stack does at 30 s, and kubernetes-mixin's rules evaluated on it. */
export function simulateTemplate({ hours, pods, incidents, seed }: Asked): Template {
  const scenario = decodeScenario({
    name: incidents,
    seed,
    start: new Date(START).toISOString(),
    duration: `${hours * 60}m`,
    node: { name: 'node-0', ip: '10.99.0.0', memory: '15900Mi', kubeReserved: '1800Mi' },
    pods: [
      ...Array.from({ length: pods - (incidents === 'hourly' ? 1 : 0) }, (_, i) => quietPod(i)),
      ...(incidents === 'hourly' ? [LEAKING] : []),
    ],
    events: eventsIn(incidents, hours),
    collection: { kind: 'kube-prometheus-stack', interval: '30s' },
  });
  const world = runWorld(scenario);
  const series = world.store.all().filter(({ name }) => !UNREAD.test(name));
  return {
    node: scenario.node.name,
    ip: scenario.node.ip,
    from: world.from,
    to: world.to,
    series: [...series, ...rulesOf(series)],
  };
}

/** Read by neither of those that are compared. */
const UNREAD =
  /^container_pressure_|^container_memory_usage_bytes$|^kube_pod_container_(info|state_started|status_(running|terminated|waiting|ready))$|^kube_pod_(owner|start_time)$|^scrape_samples/;

const quietPod = (i: number) => ({
  namespace: ['shop', 'logging', 'billing'][i % 3] ?? 'shop',
  name: `service-${i}`,
  owner: 'ReplicaSet' as const,
  containers: [
    { name: 'app', request: '128Mi', limit: '512Mi', memory: { start: `${110 + (i % 7) * 15}Mi`, wobble: '12Mi' } },
    ...(i % 3 === 0 ? [{ name: 'proxy', request: '32Mi', memory: { start: '30Mi', wobble: '3Mi' } }] : []),
  ],
});

/** Comes to its own limit about every half hour. */
const LEAKING = {
  namespace: 'shop',
  name: 'leak',
  owner: 'ReplicaSet' as const,
  containers: [
    { name: 'app', request: '128Mi', limit: '512Mi', memory: { start: '100Mi', grow: { by: '14Mi', every: '60s' } } },
  ],
};

function eventsIn(incidents: Incidents, hours: number) {
  switch (incidents) {
    case 'none':
      return [];
    case 'kill':
      return leakAt(Math.round(hours * 24));
    case 'eviction':
      return [evictionAt(Math.round(hours * 0.7))];
    case 'two':
      return [...leakAt(Math.round(hours * 24)), evictionAt(Math.round(hours * 0.7))];
    case 'hourly':
      return Array.from({ length: hours }, (_, hour) => evictionAt(hour));
  }
}

/** Comes to its own limit after five minutes, and somebody takes it away. */
const leakAt = (minute: number) => [
  {
    at: `${minute}m`,
    do: 'create' as const,
    pod: {
      namespace: 'shop',
      name: 'report',
      containers: [
        {
          name: 'app',
          request: '128Mi',
          limit: '512Mi',
          memory: { start: '100Mi', grow: { by: '80Mi', every: '60s' } },
        },
      ],
    },
  },
  { at: `${minute + 9}m`, do: 'delete' as const, pod: 'shop/report' },
];

/** Without a limit: the pods come to allocatable, and the kubelet evicts it. */
const evictionAt = (hour: number) => ({
  at: `${hour * 60 + LEAK_AT}m`,
  do: 'create' as const,
  pod: {
    namespace: 'shop',
    name: `import-${hour}`,
    containers: [{ name: 'app', memory: { start: '500Mi', grow: { by: '400Mi', every: '10s' } } }],
  },
});

const WORKING_SET = 'node_namespace_pod_container:container_memory_working_set_bytes';
const ACTIVE = 'cluster:namespace:pod_memory:active:kube_pod_container_resource_';

/** kubernetes-mixin's recording rules of memory: one series for each that they are made of, at its times. */
function rulesOf(series: readonly StoredSeries[]): StoredSeries[] {
  return series.flatMap(({ name, labels, times, values }) => {
    const rule = ruleNameOf(name, labels);
    return rule ? [{ name: rule, labels: { ...labels, __name__: rule }, times, values }] : [];
  });
}

function ruleNameOf(name: string, { container, image, resource }: StoredSeries['labels']): string | undefined {
  switch (name) {
    case 'container_memory_working_set_bytes':
      return container && image ? WORKING_SET : undefined;
    case 'kube_pod_container_resource_requests':
      return resource === 'memory' ? `${ACTIVE}requests` : undefined;
    case 'kube_pod_container_resource_limits':
      return resource === 'memory' ? `${ACTIVE}limits` : undefined;
    default:
      return undefined;
  }
}
