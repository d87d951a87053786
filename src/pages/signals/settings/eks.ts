import type { SettingFor } from './setting';

const SCRAPER = 'scraper configuration of the managed collector, below scrape_configs (aws amp update-scraper)';

/** The managed collector takes a Prometheus configuration; it reaches kubelets through the API server. */
export const eks: SettingFor = ({ from }) => {
  switch (from) {
    case 'cadvisor':
      return { kind: 'text', where: SCRAPER, text: kubeletJob('cadvisor', '/metrics/cadvisor') };
    case 'kubelet':
      return { kind: 'text', where: SCRAPER, text: kubeletJob('kubelet', '/metrics') };
    case 'resource':
      return { kind: 'text', where: SCRAPER, text: kubeletJob('kubelet-resource', '/metrics/resource') };
    case 'kube-state-metrics':
      return { kind: 'text', where: 'a shell, then the scraper configuration below scrape_configs', text: KUBE_STATE };
    case 'node-exporter':
      return {
        kind: 'text',
        where: 'a shell, then the scraper configuration below scrape_configs',
        text: NODE_EXPORTER,
      };
  }
};

const kubeletJob = (name: string, path: string): string => `- job_name: ${name}
  scheme: https
  authorization:
    type: Bearer
    credentials_file: /var/run/secrets/kubernetes.io/serviceaccount/token
  kubernetes_sd_configs:
    - role: node
  relabel_configs:
    - source_labels: [__meta_kubernetes_node_name]
      target_label: node
    - target_label: __address__
      replacement: kubernetes.default.svc:443
    - source_labels: [__meta_kubernetes_node_name]
      regex: (.+)
      target_label: __metrics_path__
      replacement: /api/v1/nodes/$1/proxy${path}
`;

const KUBE_STATE = `# aws eks create-addon --cluster-name CLUSTER --addon-name kube-state-metrics
- job_name: kube-state-metrics
  honor_labels: true
  kubernetes_sd_configs:
    - role: endpoints
  relabel_configs:
    - source_labels: [__meta_kubernetes_service_label_app_kubernetes_io_name]
      regex: kube-state-metrics
      action: keep
`;

const NODE_EXPORTER = `# aws eks create-addon --cluster-name CLUSTER --addon-name prometheus-node-exporter
- job_name: node-exporter
  kubernetes_sd_configs:
    - role: endpoints
  relabel_configs:
    - source_labels: [__meta_kubernetes_service_label_app_kubernetes_io_name]
      regex: prometheus-node-exporter
      action: keep
    - source_labels: [__meta_kubernetes_pod_node_name]
      target_label: node
`;
