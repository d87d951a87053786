import { blockOf, Lines, type Block, type Exporter, type Exposed, type Push } from './exposition';
import type { Machine } from './machine';
import type { Container, ContainerStatus, Pod, PodInApi } from './pod';

type Labels = Readonly<Record<string, string>>;

/** What the API server knows of a node and its pods. */
export interface ApiServer extends Pick<Machine, 'spec' | 'lines' | 'conditions' | 'pressureTaint' | 'unschedulable'> {
  readonly pods: Iterable<ApiPod>;
  /** In place of what a simulated node says of its kernel and runtime. */
  readonly versions?: {
    readonly kernel_version: string;
    readonly container_runtime_version: string;
    readonly os_image: string;
  };
}

export interface ApiPod extends Pick<
  Pod,
  'spec' | 'ownerName' | 'namespace' | 'name' | 'uid' | 'qos' | 'ip' | 'createdAt' | 'api'
> {
  readonly containers: ReadonlyArray<Pick<Container, 'spec' | 'isSidecar' | 'limit'>>;
}

/** kube-state-metrics: what the API server shows at the moment of the scrape, in the families of its version. */
export function kubeStateMetrics(machine: ApiServer, skew: number): Exporter {
  const node = new Lines();
  const pages = new WeakMap<ApiPod, PodPage>();
  return (push, pushBlock) => {
    exposeNode(machine, node, push);
    for (const pod of machine.pods) {
      const known = pages.get(pod);
      const page = known && isCurrent(known, pod) ? known : pageOf(machine, pod, known?.lines ?? new Lines(), skew);
      pages.set(pod, page);
      pushBlock(page.block);
    }
  };
}

/** All about one pod, good until the API server shows something else. */
interface PodPage {
  readonly api: PodInApi | undefined;
  readonly limits: readonly number[];
  readonly lines: Lines;
  readonly block: Block;
}

function isCurrent({ api, limits }: PodPage, pod: ApiPod): boolean {
  return api === pod.api && pod.containers.every(({ limit }, i) => limit === limits[i]);
}

function pageOf(machine: ApiServer, pod: ApiPod, lines: Lines, skew: number): PodPage {
  const series: Exposed[] = [];
  const values: number[] = [];
  const push: Push = (line, value) => {
    series.push(line);
    values.push(value);
  };
  exposePod(machine, { pod, api: pod.api, lines, push, skew });
  return { api: pod.api, limits: pod.containers.map(({ limit }) => limit), lines, block: blockOf(series, values) };
}

function exposeNode(
  { spec, lines: { capacity, allocatable }, conditions, pressureTaint, unschedulable, versions }: ApiServer,
  lines: Lines,
  push: Push
): void {
  const node = spec.name;
  const one = (name: string, key: string, labels: Labels, value: number) =>
    push(
      lines.get(name, key, () => labels),
      value
    );
  const amount = (resource: string, unit: string) => ({ node, resource, unit });
  one(
    'kube_node_info',
    '',
    {
      node,
      internal_ip: spec.ip,
      kubelet_version: `v${spec.kubernetes}.4`,
      kernel_version: spec.cgroup === 'v2' ? '6.12.0' : '5.10.0',
      container_runtime_version: 'containerd://1.7.24',
      os_image: 'Debian GNU/Linux 13 (trixie)',
      provider_id: '',
      ...versions,
    },
    1
  );
  one('kube_node_status_capacity', 'memory', amount('memory', 'byte'), capacity);
  one('kube_node_status_allocatable', 'memory', amount('memory', 'byte'), allocatable);
  one('kube_node_status_capacity', 'pods', amount('pods', 'integer'), 110);
  one('kube_node_status_allocatable', 'pods', amount('pods', 'integer'), 110);
  one('kube_node_spec_unschedulable', '', { node }, Number(unschedulable));
  for (const [condition, is] of Object.entries(conditions)) {
    for (const status of ['true', 'false', 'unknown']) {
      one(
        'kube_node_status_condition',
        `${condition} ${status}`,
        { node, condition, status },
        Number(is.toLowerCase() === status)
      );
    }
  }
  if (pressureTaint) {
    one(
      'kube_node_spec_taint',
      'memory',
      { node, key: 'node.kubernetes.io/memory-pressure', value: '', effect: 'NoSchedule' },
      1
    );
  }
}

interface PodScrape {
  readonly pod: ApiPod;
  readonly api?: PodInApi;
  readonly lines: Lines;
  readonly push: Push;
  readonly skew: number;
}

function exposePod(machine: ApiServer, scrape: PodScrape): void {
  const { pod, api, lines, push, skew } = scrape;
  if (!api) {
    return;
  }
  const id = { namespace: pod.namespace, pod: pod.name, uid: pod.uid };
  const one = (name: string, key: string, labels: Labels, value: number) =>
    push(
      lines.get(name, key, () => ({ ...id, ...labels })),
      value
    );
  const kind = pod.spec.owner === 'bare' ? '' : pod.spec.owner;
  const node = api.assigned ? machine.spec.name : '';
  const podIp = api.startedAt === undefined ? '' : pod.ip;
  one(
    'kube_pod_info',
    `${node} ${podIp}`,
    {
      node,
      host_ip: node && machine.spec.ip,
      pod_ip: podIp,
      created_by_kind: kind,
      created_by_name: pod.ownerName,
      priority_class: pod.spec.priorityClass,
      host_network: 'false',
    },
    1
  );
  one('kube_pod_created', '', {}, Math.floor(pod.createdAt / 1000));
  one(
    'kube_pod_owner',
    '',
    { owner_kind: kind, owner_name: pod.ownerName, owner_is_controller: kind ? 'true' : '' },
    1
  );
  if (api.startedAt !== undefined) {
    one('kube_pod_start_time', '', {}, Math.floor((api.startedAt + skew) / 1000));
  }
  if (api.deletedAt !== undefined) {
    one('kube_pod_deletion_timestamp', '', {}, Math.floor((api.deletedAt + pod.spec.gracePeriod) / 1000));
  }
  for (const phase of ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown']) {
    one('kube_pod_status_phase', phase, { phase }, Number(api.phase === phase));
  }
  if (machine.spec.kubeStateMetrics !== '2.6') {
    for (const qos of ['BestEffort', 'Burstable', 'Guaranteed']) {
      one('kube_pod_status_qos_class', qos, { qos_class: qos }, Number(pod.qos === qos));
    }
  }
  exposeReason(machine, api, one);
  pod.containers.forEach((container, i) => exposeContainer(machine, scrape, container, api.statuses[i]));
}

/** ≥2.20 shows only reasons that are set, ≥2.19 also what the kubelet's condition says; older ones a row for each. */
function exposeReason(
  { spec }: ApiServer,
  { reason }: PodInApi,
  one: (name: string, key: string, labels: Labels, value: number) => void
): void {
  if (spec.kubeStateMetrics === '2.20') {
    // Of a shutdown it knows the condition alone.
    const known = REASONS.filter((each) => each === reason);
    const set = reason ? [...known, ...(isYoung(spec.kubernetes) ? ['TerminationByKubelet'] : [])] : [];
    set.forEach((each) => one('kube_pod_status_reason', each, { reason: each }, 1));
    return;
  }
  for (const each of REASONS) {
    one('kube_pod_status_reason', each, { reason: each }, Number(reason === each));
  }
}

const REASONS = ['Evicted', 'NodeAffinity', 'NodeLost', 'Shutdown', 'UnexpectedAdmissionError'];
const isYoung = (kubernetes: string) => kubernetes !== '1.20';

function exposeContainer(
  machine: ApiServer,
  { pod, lines, push, skew }: PodScrape,
  container: ApiPod['containers'][number],
  status?: ContainerStatus
): void {
  const { spec, isSidecar, limit } = container;
  const id = { namespace: pod.namespace, pod: pod.name, uid: pod.uid, container: spec.name };
  const version = machine.spec.kubeStateMetrics;
  // A native sidecar is an init container to kube-state-metrics.
  const prefix = isSidecar ? 'kube_pod_init_container' : 'kube_pod_container';
  const one = (name: string, key: string, labels: Labels, value: number) =>
    push(
      lines.get(`${prefix}_${name}`, `${spec.name} ${key}`, () => ({ ...id, ...labels })),
      value
    );
  const resource = { resource: 'memory', unit: 'byte', node: machine.spec.name };
  one('info', '', { image: `registry.example/${spec.name}:1` }, 1);
  const request = spec.request ?? spec.limit;
  if (request !== undefined && pod.api?.assigned) {
    one('resource_requests', '', resource, request);
  }
  if (limit !== Infinity && pod.api?.assigned) {
    one('resource_limits', '', resource, limit);
  }
  if (!status) {
    return;
  }
  const { state, waitingReason, terminated, last, restarts, startedAt } = status;
  one('status_restarts_total', '', {}, restarts);
  one('status_running', '', {}, Number(state === 'running'));
  one('status_terminated', '', {}, Number(state === 'terminated'));
  one('status_waiting', '', {}, Number(state === 'waiting'));
  one('status_ready', '', {}, Number(state === 'running'));
  if (state === 'running' && startedAt !== undefined && !isSidecar) {
    one('state_started', '', {}, Math.floor((startedAt + skew) / 1000));
  }
  if (state === 'waiting' && waitingReason) {
    one('status_waiting_reason', waitingReason, { reason: waitingReason }, 1);
  }
  if (terminated) {
    one('status_terminated_reason', terminated.reason, { reason: terminated.reason }, 1);
  }
  if (last) {
    one('status_last_terminated_reason', last.reason, { reason: last.reason }, 1);
    if (version !== '2.6' && !isSidecar) {
      one('status_last_terminated_exitcode', '', {}, last.exitCode);
    }
    if ((version === '2.15' || version === '2.20') && !isSidecar) {
      one('status_last_terminated_timestamp', '', {}, Math.floor(((last.finishedAt ?? 0) + skew) / 1000));
    }
  }
}
