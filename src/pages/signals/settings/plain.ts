import type { SettingFor } from './setting';

const WHERE = 'prometheus.yml, below scrape_configs';

/** Jobs of a Prometheus in the cluster, whose service account may read nodes/metrics. */
export const plain: SettingFor = ({ from }) => {
  switch (from) {
    case 'cadvisor':
      return { kind: 'text', where: WHERE, text: kubeletJob('kubelet-cadvisor', '/metrics/cadvisor', STALENESS) };
    case 'kubelet':
      return { kind: 'text', where: WHERE, text: kubeletJob('kubelet', '/metrics') };
    case 'resource':
      return { kind: 'text', where: WHERE, text: kubeletJob('kubelet-resource', '/metrics/resource', STALENESS) };
    case 'kube-state-metrics':
      return { kind: 'text', where: WHERE, text: KUBE_STATE };
    case 'node-exporter':
      return { kind: 'text', where: WHERE, text: NODE_EXPORTER };
  }
};

const STALENESS =
  '  # Series of containers that are gone end at once: Prometheus 2.48 and later.\n  track_timestamps_staleness: true\n';

const kubeletJob = (name: string, path: string, more = ''): string => `- job_name: ${name}
  scheme: https
  metrics_path: ${path}
${more}  authorization:
    credentials_file: /var/run/secrets/kubernetes.io/serviceaccount/token
  tls_config:
    ca_file: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt
    # Where the kubelets' certificates are not signed by the cluster's authority.
    insecure_skip_verify: true
  kubernetes_sd_configs:
    - role: node
  relabel_configs:
    - source_labels: [__meta_kubernetes_node_name]
      target_label: node
`;

const KUBE_STATE = `- job_name: kube-state-metrics
  # Without it namespace, pod and container name the exporter.
  honor_labels: true
  kubernetes_sd_configs:
    - role: endpoints
  relabel_configs:
    - source_labels: [__meta_kubernetes_service_label_app_kubernetes_io_name, __meta_kubernetes_endpoint_port_name]
      regex: kube-state-metrics;http(-metrics)?
      action: keep
`;

const NODE_EXPORTER = `- job_name: node-exporter
  kubernetes_sd_configs:
    - role: endpoints
  relabel_configs:
    - source_labels: [__meta_kubernetes_service_label_app_kubernetes_io_name]
      regex: (prometheus-)?node-exporter
      action: keep
    - source_labels: [__meta_kubernetes_pod_node_name]
      target_label: node
`;
