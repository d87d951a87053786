import type { KubeletSettings } from './computeNodeLines';
import type { ProviderProfile } from './providers/provider';
import type { Sourced } from '../provenance';
import type { Bytes } from '../units';

/** What one cluster lets be seen of one node's lines; everything may be absent. */
export interface NodeExposure {
  /**
   * Best first: `kube_node_status_capacity`, `machine_memory_bytes`, `node_memory_MemTotal_bytes`,
   * `container_spec_memory_limit_bytes{id="/"}`.
   */
  readonly capacity?: ReadonlyArray<Sourced<Bytes>>;
  /** `kube_node_status_allocatable` */
  readonly allocatable?: Sourced<Bytes>;
  /** `container_spec_memory_limit_bytes` of the kubepods cgroup; 0 stands for "no limit". */
  readonly kubepodsLimit?: Sourced<Bytes>;
  /** `kube_node_status_capacity{resource=~"hugepages_.*"}`, summed; absent counts as none. */
  readonly hugepages?: Sourced<Bytes>;
  /** Thresholds that events or logs printed, latest first. */
  readonly reportedThresholds?: readonly ReportedThreshold[];
  /** What the user entered for this node pool (parseOverride); it beats everything else. */
  readonly configured?: KubeletSettings;
  /** chooseProvider's answer: the last resort. */
  readonly provider?: ProviderProfile;
  /** `kube_node_status_capacity{resource="pods"}`: some providers reserve by it. */
  readonly maxPods?: number;
}

/** `Threshold quantity: 750Mi`: bytes also where the kubelet was given a percentage. */
export interface ReportedThreshold {
  /** Absent when the message does not say which of the two signals it was about. */
  readonly signal?: 'memory.available' | 'allocatableMemory.available';
  readonly bytes: Bytes;
  /** `kubelet log`, `Evicted event of shop/storefront` */
  readonly source: string;
}
