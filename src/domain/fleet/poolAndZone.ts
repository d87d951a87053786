/** Which group of machines a node belongs to, by the labels of the providers and their tools, as kube_node_labels writes them. */
export const POOL_LABELS = [
  'label_kubernetes_azure_com_agentpool',
  'label_agentpool',
  'label_cloud_google_com_gke_nodepool',
  'label_eks_amazonaws_com_nodegroup',
  'label_alpha_eksctl_io_nodegroup_name',
  'label_karpenter_sh_nodepool',
  'label_karpenter_sh_provisioner_name',
  'label_kops_k8s_io_instancegroup',
  'label_node_pool',
];

export const ZONE_LABELS = ['label_topology_kubernetes_io_zone', 'label_failure_domain_beta_kubernetes_io_zone'];

export interface PoolAndZone {
  readonly pool?: string;
  readonly zone?: string;
}

/** The first label that has a value; absent where the node's labels are not collected or say nothing. */
export function poolAndZone(labels: Readonly<Record<string, string>>): PoolAndZone {
  const first = (names: readonly string[]) => names.map((name) => labels[name]).find((value) => value);
  const [pool, zone] = [first(POOL_LABELS), first(ZONE_LABELS)];
  return { ...(pool && { pool }), ...(zone && { zone }) };
}
