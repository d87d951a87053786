import { oomScoreAdj, qosOf } from './badness';
import type { Machine } from './machine';
import type { Container, Pod } from './pod';
import { schedulePod } from './podLifecycle';
import type { PodSpec } from './scenario';

/** All replicas that a scenario asks for. */
export function createWorkload(machine: Machine, spec: PodSpec): void {
  const hash = machine.random.hex(10);
  const ownerName = ownerNameOf(spec, hash);
  for (let i = 0; i < spec.replicas; i += 1) {
    createPod(machine, spec, ownerName, podName(machine, spec, ownerName, i));
  }
}

function ownerNameOf({ owner, name }: PodSpec, hash: string): string {
  return owner === 'bare' ? '' : owner === 'ReplicaSet' ? `${name}-${hash}` : name;
}

function podName({ random }: Machine, { owner, name }: PodSpec, ownerName: string, ordinal: number): string {
  switch (owner) {
    case 'bare':
      return ordinal === 0 ? name : `${name}-${ordinal}`;
    case 'StatefulSet':
      return `${name}-${ordinal}`;
    case 'ReplicaSet':
    case 'DaemonSet':
    case 'Job':
      return `${ownerName}-${random.suffix(5)}`;
  }
}

function createPod(machine: Machine, spec: PodSpec, ownerName: string, name: string, failures = 0): Pod {
  const { random, schedule, lines } = machine;
  const specs = [
    ...spec.sidecars.map((one) => ({ one, isSidecar: true })),
    ...spec.containers.map((one) => ({ one, isSidecar: false })),
  ];
  const qos = qosOf(specs.map(({ one }) => one));
  const requestOf = ({ request, limit }: { request?: number; limit?: number }) => request ?? limit ?? 0;
  const nodeCritical = spec.priorityClass === 'system-node-critical';
  const containers: Container[] = [];
  const h = (n: number) => random.hex(n);
  const pod: Pod = {
    spec,
    ownerName,
    failures,
    namespace: spec.namespace,
    name,
    key: `${spec.namespace}/${name}`,
    uid: `${h(8)}-${h(4)}-4${h(3)}-a${h(3)}-${h(12)}`,
    qos,
    ip: `10.244.3.${random.whole(2, 250)}`,
    request: specs.reduce((sum, { one }) => sum + requestOf(one), 0),
    createdAt: schedule.now(),
    containers,
    assigned: false,
    phase: 'Pending',
    abandoned: false,
    api: { phase: 'Pending', assigned: false, statuses: [] },
  };
  specs.forEach(({ one, isSidecar }) =>
    containers.push({
      spec: one,
      isSidecar,
      pod,
      adj: oomScoreAdj({ qos, request: requestOf(one), capacity: lines.capacity, nodeCritical }),
      limit: one.limit ?? Infinity,
      status: { state: 'waiting', waitingReason: 'ContainerCreating', restarts: 0 },
      processes: [],
      oomFlag: false,
      backoff: 0,
    })
  );
  machine.pods.add(pod);
  schedulePod(machine, pod);
  return pod;
}

/** Its controller makes another one; a bare pod stays gone, and a Job gives up after its backoffLimit. */
export function replacePod(machine: Machine, pod: Pod): void {
  const { spec, ownerName, failures, abandoned } = pod;
  if (spec.owner === 'bare' || abandoned || (spec.owner === 'Job' && failures === BACKOFF_LIMIT)) {
    return;
  }
  pod.abandoned = true;
  const { schedule, random } = machine;
  const [from, to] = spec.owner === 'Job' ? [8000, 12_000] : [200, 2500];
  const wait = spec.replacedAfter ?? random.whole(from, to) * (spec.owner === 'Job' ? 2 ** failures : 1);
  const name = spec.owner === 'StatefulSet' ? pod.name : podName(machine, spec, ownerName, 0);
  schedule.at(schedule.now() + wait, () => createPod(machine, spec, ownerName, name, failures + 1));
}

/** The Job controller waits 10 s and twice as long after each failure, and fails the Job after the seventh (K32 batch/v1 defaults.go). */
const BACKOFF_LIMIT = 6;

/** One new pod for each, ready before the old one goes. */
export function rollWorkload(machine: Machine, path: string, remove: (pod: Pod) => void): void {
  const { schedule, random } = machine;
  const old = [...machine.pods].filter((pod) => `${pod.namespace}/${pod.spec.name}` === path && !pod.abandoned);
  const [first] = old;
  if (!first) {
    return;
  }
  const ownerName = ownerNameOf(first.spec, random.hex(10));
  old.forEach((pod, i) => {
    const at = schedule.now() + i * random.whole(4000, 15_000);
    pod.abandoned = true;
    if (pod.spec.owner === 'ReplicaSet') {
      schedule.at(at, () => createPod(machine, pod.spec, ownerName, podName(machine, pod.spec, ownerName, 0)));
      schedule.at(at + random.whole(6000, 20_000), () => remove(pod));
      return;
    }
    schedule.at(at, () => {
      pod.abandoned = false;
      remove(pod);
    });
  });
}
