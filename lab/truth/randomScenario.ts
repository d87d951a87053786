import { randomFrom, type Random } from '../simulator/random';
import { decodeScenario, POLICIES, type Scenario, type ScenarioInput } from '../simulator/scenario';

import { PLOTS, type Plot, type Stage } from './plots';

type NodeInput = NonNullable<ScenarioInput['node']>;
type PodInput = NonNullable<ScenarioInput['pods']>[number];
type CollectionInput = NonNullable<ScenarioInput['collection']>;

const MINUTE = 60;

/** A world of its own for each seed: a node, its pods, up to three plots, and a collection with its faults. */
export function randomScenario(seed: number): Scenario {
  const random = randomFrom(`world ${seed}`);
  const plots = pickPlots(random);
  const seconds = random.whole(24, 44) * MINUTE;
  const node = randomNode(random);
  const stage: Stage = { random, node, first: 8 * MINUTE, last: Math.max(9 * MINUTE, seconds - 9 * MINUTE) };
  const acts = plots.map(({ play }, i) => play(stage, i));
  return decodeScenario({
    name: plots.map(({ name }) => name).join('+') || 'quiet',
    seed,
    duration: `${seconds}s`,
    node: Object.assign(node, ...acts.map((act) => act.node ?? {})),
    pods: [...background(random), ...acts.flatMap(({ pods = [] }) => pods)].map(withPolicy),
    events: acts.flatMap(({ events = [] }) => events),
    collection: randomCollection(random, seconds),
  });
}

/** What was drawn where the owner's pods may have it, else what they have. */
function withPolicy(pod: PodInput): PodInput {
  const { owner = 'bare', restartPolicy = 'Always' } = pod;
  const [usual] = POLICIES[owner];
  return { ...pod, restartPolicy: POLICIES[owner].includes(restartPolicy) ? restartPolicy : usual };
}

/** One world in eight is quiet; the others have one to three plots. */
function pickPlots(random: Random): Plot[] {
  const count = random.pick([0, 1, 1, 1, 1, 2, 2, 3]);
  return Array.from({ length: count }, () => random.pick(PLOTS));
}

function randomNode(random: Random): NodeInput {
  const [kubernetes, cgroup] = random.pick([
    ['1.34', 'v2'],
    ['1.34', 'v2'],
    ['1.34', 'v2'],
    ['1.30', 'v2'],
    ['1.27', 'v2'],
    ['1.30', 'v1'],
    ['1.20', 'v1'],
  ] as const);
  const [memory, kubeReserved] = random.pick([
    ['7119920Ki', '1638Mi'],
    ['7119920Ki', '1638Mi'],
    ['3910Mi', '500Mi'],
    ['15900Mi', '1800Mi'],
  ] as const);
  return {
    memory,
    kubeReserved,
    kubernetes,
    cgroup,
    driver: cgroup === 'v1' ? random.pick(['systemd', 'cgroupfs']) : 'systemd',
    evictionHard: random.pick([
      'memory.available<750Mi',
      'memory.available<750Mi',
      'memory.available<100Mi',
      'memory.available<5%',
    ]),
    pressureTransitionPeriod: random.pick(['5m', '5m', '2m']),
    lateOomEvents: cgroup === 'v1' ? 0.05 : random.pick([0.05, 0.5, 1]),
    kubeStateMetrics:
      kubernetes === '1.20' ? random.pick(['2.6', '2.10', '2.15']) : random.pick(['2.15', '2.20', '2.20', '2.20']),
    kernelMemory: `${random.whole(140, 260)}Mi`,
    host: `${random.whole(250, 520)}Mi`,
    slowness: random.pick([1, 1, 1, 4]),
  };
}

function background(random: Random): PodInput[] {
  const pods: PodInput[] = [
    {
      namespace: 'kube-system',
      name: 'kube-proxy',
      owner: 'DaemonSet',
      priorityClass: 'system-node-critical',
      priority: 2_000_001_000,
      containers: [{ name: 'kube-proxy', request: '30Mi', memory: { start: '28Mi', wobble: '2Mi' } }],
    },
    {
      namespace: 'logging',
      name: 'log-agent',
      owner: 'DaemonSet',
      containers: [{ name: 'log-agent', memory: { start: '52Mi', wobble: '4Mi' } }],
    },
    {
      namespace: 'shop',
      name: 'storefront',
      owner: 'ReplicaSet',
      replicas: random.whole(1, 3),
      containers: [
        { name: 'web', request: '96Mi', limit: '256Mi', memory: { start: '100Mi', wobble: '12Mi' } },
        { name: 'envoy', request: '32Mi', memory: { start: '30Mi', wobble: '3Mi' } },
      ],
    },
    {
      namespace: 'shop',
      name: 'postgres',
      owner: 'StatefulSet',
      containers: [
        {
          name: 'postgres',
          request: '256Mi',
          memory: { start: '180Mi', wobble: '10Mi', cache: { by: '20Mi', to: '200Mi' } },
        },
      ],
    },
    {
      namespace: 'shop',
      name: 'session-store',
      owner: 'StatefulSet',
      containers: [{ name: 'redis', memory: { start: '140Mi', wobble: '5Mi' } }],
    },
  ];
  return pods.filter((_, i) => i < 2 || random.chance(0.7));
}

function randomCollection(random: Random, seconds: number): CollectionInput {
  const kind = random.pick(['article', 'kube-prometheus', 'kube-prometheus-stack'] as const);
  if (random.chance(0.35)) {
    return { kind };
  }
  const interval = random.pick([undefined, undefined, undefined, '30s', '10s', '15s', '60s', '120s']);
  return {
    kind,
    ...(interval && { interval }),
    loss: random.pick([0, 0, 0, 0, 0.05, 0.2, 0.3]),
    lossIs: random.pick(['silent', 'fails']),
    skew: random.pick([0, 0, 0, 0, -30_000, -4000, 4000, 30_000]),
    replicas: random.chance(0.06) ? 2 : 1,
    drop: random.chance(0.15) ? [random.pick(FAMILIES)] : [],
    faults: random.chance(0.3) ? randomFaults(random, seconds) : [],
  };
}

function randomFaults(random: Random, seconds: number): NonNullable<CollectionInput['faults']> {
  return Array.from({ length: random.whole(1, 2) }, () => ({
    at: `${random.whole(0, seconds)}s`,
    for: `${random.pick([20, 60, 300, 1560])}s`,
    job: random.pick([undefined, 'kubelet', 'cadvisor', 'node-exporter', 'kube-state-metrics'] as const),
    how: random.pick(['fails', 'silent'] as const),
  }));
}

/** What a collection may lack. */
export const FAMILIES = [
  'kubelet_evictions',
  'node_vmstat_oom_kill',
  'container_oom_events_total',
  'container_memory_max_usage_bytes',
  'container_memory_failcnt',
  'container_spec_memory_limit_bytes',
  'container_start_time_seconds',
  'container_memory_working_set_bytes',
  'kube_pod_container_resource_limits',
  'kube_pod_container_resource_requests',
  'kube_pod_container_status_last_terminated',
  'kube_pod_container_status_restarts_total',
  'kube_pod_status_reason',
  'kube_pod_info',
  'kube_node_status_condition',
  'kube_node_status_allocatable',
  'node_memory_',
  'node_boot_time_seconds',
  'process_start_time_seconds',
] as const;
