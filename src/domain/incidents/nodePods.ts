import type { QosClass } from '../events';
import type { RankedPod } from '../evictionOrder';
import type { Bytes } from '../units';

/** One container of a pod, as the kernel looks at it. */
export interface PodContainer {
  readonly container: string;
  /** 0 for none. */
  readonly requestBytes: Bytes;
  readonly workingSetBytes?: Bytes;
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
