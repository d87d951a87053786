import { randomBytes, randomUUID } from 'node:crypto';

import { oomScoreAdj, qosOf, type Qos } from '../simulator/badness';
import type { ApiPod } from '../simulator/kubeStateMetrics';
import type { ContainerStatus, PodInApi, PodPhase } from '../simulator/pod';
import type { ContainerSpec, PodSpec } from '../simulator/scenario';

import type { MemoryCgroup } from './memoryCgroup';

export interface HostContainer {
  readonly spec: ContainerSpec;
  readonly isSidecar: false;
  readonly limit: number;
  readonly adj: number;
  status: ContainerStatus;
  /** Of the instance that runs, which is named after the runtime's id. */
  cgroup?: MemoryCgroup;
  /** Settles when the instance has ended and its cgroup is gone. */
  ended?: Promise<void>;
  /** Milliseconds that the next restart waits. */
  backoff: number;
}

/** A pod whose containers are real processes. */
export interface HostPod extends ApiPod {
  readonly spec: PodSpec;
  readonly qos: Qos;
  readonly request: number;
  readonly containers: readonly HostContainer[];
  readonly assigned: true;
  startedAt?: number;
  phase: PodPhase;
  reason?: string;
  cgroup?: MemoryCgroup & { readonly removed: boolean };
  api?: PodInApi;
}

export function buildHostPod(
  spec: PodSpec,
  { capacity, now }: { readonly capacity: number; readonly now: number }
): HostPod {
  const qos = qosOf(spec.containers);
  const requestOf = ({ request, limit }: ContainerSpec) => request ?? limit ?? 0;
  return {
    spec,
    ownerName: '',
    namespace: spec.namespace,
    name: spec.name,
    uid: randomUUID(),
    qos,
    ip: '127.0.0.1',
    request: spec.containers.reduce((sum, container) => sum + requestOf(container), 0),
    createdAt: now,
    assigned: true,
    phase: 'Pending',
    containers: spec.containers.map((container) => ({
      spec: container,
      isSidecar: false,
      limit: container.limit ?? Infinity,
      adj: oomScoreAdj({ qos, request: requestOf(container), capacity, nodeCritical: false }),
      status: { state: 'waiting', restarts: 0 },
      backoff: 0,
    })),
  };
}

/** As a runtime's. */
export const containerId = (): string => randomBytes(32).toString('hex');
