import type { QosClass } from '../events/events';
import type { RankedPod } from '../ranking/evictionOrder';
import type { Bytes, EpochMs } from '../units';

/** One container of a pod, as the kernel looks at it. */
export interface PodContainer {
  readonly container: string;
  /** 0 for none. */
  readonly requestBytes: Bytes;
  /** Absent: none, or not collected. */
  readonly limitBytes?: Bytes;
  readonly workingSetBytes?: Bytes;
  /** Without file cache: what the kernel's OOM killer counts. */
  readonly rssBytes?: Bytes;
}

/** A pod that ran on a node at one moment, with what the kubelet and the kernel rank it by. */
export interface NodePod extends RankedPod {
  readonly namespace: string;
  readonly pod: string;
  readonly qos?: QosClass;
  /** As kube_pod_info names it; its number is known for Kubernetes' own classes only. */
  readonly priorityClass?: string;
  readonly containers: readonly PodContainer[];
}

/** The pods of a node at one moment. */
export interface NodeRanking {
  readonly at: EpochMs;
  readonly pods: readonly NodePod[];
  /** Of the node; without it the kernel's scores cannot be told. */
  readonly capacity?: Bytes;
}
