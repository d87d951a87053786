/** One node as kube_node_info describes it; what is absent was not published. */
export interface NodeIdentity {
  readonly cluster?: string;
  readonly node: string;
  /** Joins node_exporter series that carry `instance="IP:9100"` and no node label. */
  readonly internalIp?: string;
  /** `v1.34.4` */
  readonly kubeletVersion?: string;
  /** `azure:///subscriptions/…`, `gce://…`, `aws:///…`, `k3s://…` */
  readonly providerId?: string;
  readonly osImage?: string;
  readonly kernelVersion?: string;
  readonly containerRuntimeVersion?: string;
  /** Ids of the kubepods cgroups on the nodes of its cluster, where they were looked up: all its nodes, or most, have the same. */
  readonly kubepods?: readonly string[];
}
