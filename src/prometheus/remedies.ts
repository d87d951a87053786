/** The settings that bring a missing series back, in the words of the chart or file they stand in. */

export const KEEP_ROOT_CGROUP =
  'kube-prometheus-stack: in the Helm values set kubelet.serviceMonitor.cAdvisorMetricRelabelings without the rule that ' +
  'drops [id, pod] matching ".+;". Elsewhere: scrape the kubelet’s /metrics/cadvisor and drop no series with id="/".';

export const KEEP_KUBEPODS_LIMIT =
  'kube-prometheus-stack: in the Helm values set kubelet.serviceMonitor.cAdvisorMetricRelabelings without the rules that ' +
  'drop container_spec.* and [id, pod] matching ".+;". kube-prometheus: in kubernetesControlPlane-serviceMonitorKubelet ' +
  'remove the rule that drops container_spec_.* of series without pod and namespace.';

export const KEEP_LIFE_SIGNS =
  'Keep container_start_time_seconds or container_spec_memory_limit_bytes of pods from /metrics/cadvisor, or let Prometheus ' +
  'mark ends itself: honor_timestamps: false, or track_timestamps_staleness: true (Prometheus 2.48 and later), in the ' +
  'cAdvisor scrape (kube-prometheus-stack: kubelet.serviceMonitor.trackTimestampsStaleness).';

export const SCRAPE_CADVISOR =
  'Scrape the kubelet’s /metrics/cadvisor (kube-prometheus-stack: kubelet.serviceMonitor.cAdvisor: true).';

export const SCRAPE_KUBELET = 'Scrape the kubelet’s /metrics (kube-prometheus-stack: kubelet.enabled: true).';

export const RUN_KUBE_STATE_METRICS =
  'Run and scrape kube-state-metrics with honor_labels: true (kube-prometheus-stack: kubeStateMetrics.enabled: true).';

export const RUN_NODE_EXPORTER =
  'Run and scrape node_exporter on every node with its meminfo and vmstat collectors, which are on by default ' +
  '(kube-prometheus-stack: nodeExporter.enabled: true).';

/** The setting that lets node_exporter be matched even where a pod’s address is not the node’s. */
export const LABEL_NODE_EXPORTER =
  'Add the node label: kube-prometheus-stack: prometheus-node-exporter.prometheus.monitor.relabelings with ' +
  'sourceLabels [__meta_kubernetes_pod_node_name], targetLabel node.';

/** Since version 2 kube-state-metrics publishes none of a node's own labels unless it is told to. */
export const NODE_LABELS =
  'kube-state-metrics publishes the labels of nodes when told to: ' +
  '--metric-labels-allowlist=nodes=[topology.kubernetes.io/zone,kubernetes.azure.com/agentpool,' +
  'cloud.google.com/gke-nodepool,eks.amazonaws.com/nodegroup,karpenter.sh/nodepool] ' +
  '(kube-prometheus-stack: kube-state-metrics.metricLabelsAllowlist).';
export const SCRAPE_RESOURCE =
  'Scrape the kubelet’s /metrics/resource (kube-prometheus-stack: kubelet.serviceMonitor.resource: true).';
