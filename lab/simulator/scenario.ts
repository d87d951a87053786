import * as v from 'valibot';
import { parse } from 'yaml';

import { Bytes, Duration } from './quantities';

const Name = v.pipe(v.string(), v.regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'expected a name in lower case'));
/** `namespace/name` */
const Path = v.pipe(v.string(), v.regex(/^[^/]+\/[^/]+$/, 'expected namespace/name'));

const Memory = v.strictObject({
  start: v.optional(Bytes, '20Mi'),
  wobble: v.optional(Bytes, 0),
  grow: v.optional(
    v.strictObject({
      by: Bytes,
      every: v.optional(Duration, '1s'),
      after: v.optional(Duration, '0s'),
      to: v.optional(Bytes, '1Ti'),
    })
  ),
  cache: v.optional(
    v.strictObject({ by: Bytes, every: v.optional(Duration, '10s'), to: Bytes, active: v.optional(v.number(), 0.3) })
  ),
  exit: v.optional(v.strictObject({ code: v.number(), at: v.optional(Bytes), after: v.optional(Duration) })),
});

const Container = v.strictObject({
  name: Name,
  comm: v.optional(v.string()),
  request: v.optional(Bytes),
  limit: v.optional(Bytes),
  memory: v.optional(Memory, {}),
  /** Processes of the same kind beside the first one: a prefork server. */
  workers: v.optional(v.strictObject({ count: v.number(), memory: Memory })),
  /** What SIGTERM makes of it; undefined waits for the SIGKILL after the grace period. */
  onSigterm: v.optional(v.nullable(v.number()), 143),
});

const OWNERS = ['bare', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'] as const;
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'] as const;
type Owner = (typeof OWNERS)[number];
type RestartPolicy = (typeof RESTART_POLICIES)[number];

/** What validation of the workloads lets their pods have (K32 apps/validation, batch/validation). */
export const POLICIES: Readonly<Record<Owner, readonly RestartPolicy[]>> = {
  bare: ['Always', 'OnFailure', 'Never'],
  ReplicaSet: ['Always'],
  DaemonSet: ['Always'],
  StatefulSet: ['Always'],
  Job: ['OnFailure', 'Never'],
};

const Pod = v.pipe(
  v.strictObject({
    namespace: v.optional(Name, 'default'),
    name: Name,
    owner: v.optional(v.picklist(OWNERS), 'bare'),
    replicas: v.optional(v.number(), 1),
    priorityClass: v.optional(v.string(), ''),
    priority: v.optional(v.number(), 0),
    restartPolicy: v.optional(v.picklist(RESTART_POLICIES), 'Always'),
    gracePeriod: v.optional(Duration, '30s'),
    /** How much longer than back-off and kubelet the node takes to start its containers again. */
    restartDelay: v.optional(Duration, '0s'),
    /** When its controller makes another one in place of one that is gone; by default within seconds. */
    replacedAfter: v.optional(Duration),
    /** Of the taint node.kubernetes.io/memory-pressure, as a DaemonSet's pods do. */
    toleratesPressure: v.optional(v.boolean(), false),
    containers: v.pipe(v.array(Container), v.minLength(1, 'a pod needs a container')),
    /** Init containers that go on running (restartPolicy Always). */
    sidecars: v.optional(v.array(Container), []),
    start: v.optional(Duration, '0s'),
  }),
  v.check(
    ({ owner, restartPolicy }) => POLICIES[owner].includes(restartPolicy),
    ({ input }) => `the API server takes no pods of a ${input.owner} with restartPolicy ${input.restartPolicy}`
  )
);

const Kubernetes = v.picklist(['1.20', '1.27', '1.30', '1.34']);

const Node = v.strictObject({
  name: v.optional(Name, 'worker-1'),
  ip: v.optional(v.string(), '10.20.0.11'),
  memory: v.optional(Bytes, '7119920Ki'),
  /** On cgroup v1 pods swap too; on v2 the kubelet does not let them (NoSwap). */
  swap: v.optional(Bytes, 0),
  kubeReserved: v.optional(Bytes, '1638Mi'),
  systemReserved: v.optional(Bytes, 0),
  evictionHard: v.optional(v.string(), 'memory.available<750Mi'),
  /** `memory.available<1Gi`; with it goes the grace period. */
  evictionSoft: v.optional(
    v.strictObject({ threshold: v.string(), gracePeriod: Duration, maxPodGracePeriod: Duration })
  ),
  pressureTransitionPeriod: v.optional(Duration, '5m'),
  enforceNodeAllocatable: v.optional(v.boolean(), true),
  kubernetes: v.optional(Kubernetes, '1.34'),
  cgroup: v.optional(v.picklist(['v1', 'v2']), 'v2'),
  driver: v.optional(v.picklist(['systemd', 'cgroupfs']), 'systemd'),
  singleProcessOOMKill: v.optional(v.boolean(), false),
  /** How often containerd's OOM event comes too late for the reason (containerd#8893). */
  lateOomEvents: v.optional(v.number(), 0.5),
  kubeStateMetrics: v.optional(v.picklist(['2.6', '2.10', '2.15', '2.20']), '2.20'),
  kernelMemory: v.optional(Bytes, '220Mi'),
  /** Of the system's own services. */
  host: v.optional(Bytes, '380Mi'),
  /** How much slower than an idle machine containers start and statuses are reported. */
  slowness: v.optional(v.number(), 1),
  /** After so long, at the latest, cAdvisor has seen a new cgroup; at the earliest two seconds before that. */
  firstSight: v.optional(Duration, '2s'),
});

const At = { at: Duration };
const Event = v.variant('do', [
  v.strictObject({ ...At, do: v.literal('create'), pod: Pod }),
  v.strictObject({ ...At, do: v.literal('delete'), pod: Path }),
  /** With the pods it has; nothing replaces them. */
  v.strictObject({ ...At, do: v.literal('delete-workload'), workload: Path }),
  v.strictObject({
    ...At,
    do: v.literal('kill'),
    pod: Path,
    container: v.optional(Name),
    signal: v.optional(v.picklist(['SIGKILL', 'SIGTERM']), 'SIGKILL'),
  }),
  v.strictObject({ ...At, do: v.literal('liveness'), pod: Path, container: v.optional(Name) }),
  v.strictObject({ ...At, do: v.literal('resize'), pod: Path, container: v.optional(Name), limit: Bytes }),
  v.strictObject({ ...At, do: v.literal('rolling-restart'), workload: Path }),
  v.strictObject({ ...At, do: v.literal('drain') }),
  v.strictObject({ ...At, do: v.literal('uncordon') }),
  v.strictObject({ ...At, do: v.literal('host-process'), name: Name, memory: Memory }),
  v.strictObject({ ...At, do: v.literal('stop-host-process'), name: Name }),
  /** The kernel kills it as the memory of its NUMA nodes has run out, not the node's. */
  v.strictObject({
    ...At,
    do: v.literal('confined-oom'),
    name: Name,
    confinedBy: v.optional(v.picklist(['cpuset', 'memory-policy']), 'cpuset'),
  }),
  v.strictObject({ ...At, do: v.literal('kubelet-restart'), for: v.optional(Duration, '5s') }),
  /** It starves: it does nothing, answers nothing and reports nothing, and then goes on. */
  v.strictObject({ ...At, do: v.literal('kubelet-hangs'), for: v.optional(Duration, '1m') }),
  v.strictObject({ ...At, do: v.literal('reboot'), for: v.optional(Duration, '90s') }),
  v.strictObject({ ...At, do: v.literal('power-loss'), for: v.optional(Duration, '3m') }),
  /** In order: the kubelet first ends the pods, within the grace. A spot node is reclaimed so, and does not come back. */
  v.strictObject({
    ...At,
    do: v.literal('shutdown'),
    grace: v.optional(Duration, '30s'),
    for: v.optional(Duration, '90s'),
  }),
  v.strictObject({ ...At, do: v.literal('fill-disk'), for: v.optional(Duration, '1m') }),
]);

export const JOBS = ['kubelet', 'cadvisor', 'resource', 'node-exporter', 'kube-state-metrics'] as const;

const Fault = v.strictObject({
  ...At,
  for: Duration,
  /** Absent: the whole Prometheus is down. */
  job: v.optional(v.picklist(JOBS)),
  /** `fails`: up 0, series end. `silent`: nothing is written, as when remote write loses it. */
  how: v.optional(v.picklist(['fails', 'silent']), 'fails'),
});

/**
 * The exporter's pod is replaced: its series stop, and go on with another pod's labels. Prometheus would mark them as ended an interval or
 * two later; without that both are there for five minutes, which is harder to read.
 */
const Move = v.strictObject({ ...At, job: v.picklist(['node-exporter', 'kube-state-metrics']) });

const Collection = v.strictObject({
  kind: v.optional(v.picklist(['article', 'kube-prometheus', 'kube-prometheus-stack']), 'article'),
  /** In place of the collection's own intervals. */
  interval: v.optional(Duration),
  timeout: v.optional(Duration),
  /** The share of scrapes that are lost. */
  loss: v.optional(v.number(), 0),
  lossIs: v.optional(v.picklist(['fails', 'silent']), 'silent'),
  faults: v.optional(v.array(Fault), []),
  moves: v.optional(v.array(Move), []),
  /** The node's clock minus Prometheus's, in milliseconds. */
  skew: v.optional(v.number(), 0),
  /** Two servers scrape alike and are not deduplicated. */
  replicas: v.optional(v.number(), 1),
  /** Families that are not collected, by the beginning of their names. */
  drop: v.optional(v.array(v.string()), []),
});

const ScenarioSchema = v.strictObject({
  name: v.optional(v.string(), 'unnamed'),
  seed: v.optional(v.number(), 1),
  start: v.optional(v.pipe(v.string(), v.isoTimestamp()), '2026-11-22T02:00:00Z'),
  duration: Duration,
  node: v.optional(Node, {}),
  pods: v.optional(v.array(Pod), []),
  events: v.optional(v.array(Event), []),
  collection: v.optional(Collection, {}),
});

export type ScenarioInput = v.InferInput<typeof ScenarioSchema>;
export type Scenario = v.InferOutput<typeof ScenarioSchema>;
export type PodSpec = v.InferOutput<typeof Pod>;
export type ContainerSpec = v.InferOutput<typeof Container>;
export type NodeSpec = v.InferOutput<typeof Node>;
export type CollectionSpec = v.InferOutput<typeof Collection>;
export type OperatorEvent = v.InferOutput<typeof Event>;
export type MemorySpec = v.InferOutput<typeof Memory>;
export type JobKind = (typeof JOBS)[number];

export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

/** @throws ScenarioError that names the place: `pods.0.containers.0.limit: "300Xi" is not a quantity` */
export function readScenario(yaml: string): Scenario {
  let raw: unknown;
  try {
    raw = parse(yaml);
  } catch (error) {
    throw new ScenarioError(`not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  return decodeScenario(raw);
}

export function decodeScenario(raw: unknown): Scenario {
  const result = v.safeParse(ScenarioSchema, raw);
  if (!result.success) {
    const lines = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'scenario'}: ${issue.message}`);
    throw new ScenarioError(lines.join('\n'));
  }
  return result.output;
}

/** A scenario in code, checked alike. */
export function scenario(input: ScenarioInput): Scenario {
  return decodeScenario(input);
}
