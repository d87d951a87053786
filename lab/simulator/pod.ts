import type { Cgroup } from './cgroup';
import type { Qos } from './badness';
import type { Process } from './process';
import type { ContainerSpec, PodSpec } from './scenario';

export interface Terminated {
  readonly exitCode: number;
  readonly reason: string;
  readonly startedAt: number;
  /** Absent where the kubelet made the status up (ContainerStatusUnknown). */
  readonly finishedAt?: number;
}

export interface ContainerStatus {
  readonly state: 'waiting' | 'running' | 'terminated';
  readonly waitingReason?: string;
  readonly startedAt?: number;
  readonly terminated?: Terminated;
  readonly last?: Terminated;
  readonly restarts: number;
}

/** One container of a pod through all its instances. */
export interface Container {
  readonly spec: ContainerSpec;
  readonly isSidecar: boolean;
  readonly pod: Pod;
  readonly adj: number;
  limit: number;
  status: ContainerStatus;
  /** Of the instance that runs. */
  cgroup?: Cgroup;
  processes: Process[];
  /** containerd has heard of an OOM kill in it. */
  oomFlag: boolean;
  /** Restarts wait for it; doubled each time. */
  backoff: number;
  /** What the next end is due to, as far as somebody caused it. */
  endCause?: EndCause;
}

/** Why a container ended, in truth. */
export type EndCause =
  'oom' | 'eviction' | 'sigkill' | 'sigterm' | 'liveness' | 'delete' | 'shutdown' | 'itself' | 'node-restart';

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export interface Pod {
  readonly spec: PodSpec;
  /** The name of what made it: a ReplicaSet's has the template's hash. */
  readonly ownerName: string;
  /** How many before it its controller replaced. */
  readonly failures: number;
  readonly namespace: string;
  readonly name: string;
  /** `namespace/name` */
  readonly key: string;
  readonly uid: string;
  readonly qos: Qos;
  readonly ip: string;
  readonly request: number;
  readonly createdAt: number;
  readonly containers: readonly Container[];
  startedAt?: number;
  assigned: boolean;
  phase: PodPhase;
  reason?: string;
  deletedAt?: number;
  /** No controller replaces it any more. */
  abandoned: boolean;
  cgroup?: Cgroup;
  pause?: { readonly cgroup: Cgroup; readonly process: Process };
  /** What the API server shows. */
  api?: PodInApi;
}

export interface PodInApi {
  readonly phase: PodPhase;
  readonly reason?: string;
  readonly assigned: boolean;
  readonly startedAt?: number;
  readonly deletedAt?: number;
  readonly statuses: readonly ContainerStatus[];
}
