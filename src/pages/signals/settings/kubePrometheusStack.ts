import type { SettingFor } from './setting';

const VALUES = 'Helm values of kube-prometheus-stack';

/** Chart 37 and later drop container_spec_* and every cgroup without a pod (values.yaml, cAdvisorMetricRelabelings). */
export const kubePrometheusStack: SettingFor = ({ id, from }) => {
  switch (from) {
    case 'cadvisor':
      return { kind: 'text', where: VALUES, text: id === 'lifeSigns' ? STALENESS : RELABELINGS };
    case 'kubelet':
      return { kind: 'text', where: VALUES, text: 'kubelet:\n  enabled: true\n' };
    case 'resource':
      return { kind: 'text', where: VALUES, text: 'kubelet:\n  serviceMonitor:\n    resource: true\n' };
    case 'kube-state-metrics':
      return { kind: 'text', where: VALUES, text: KUBE_STATE };
    case 'node-exporter':
      return { kind: 'text', where: VALUES, text: NODE_EXPORTER };
  }
};

const RELABELINGS = `kubelet:
  serviceMonitor:
    cAdvisor: true
    # Helm replaces lists as a whole: copy the chart's list here, and exchange its last two rules,
    # which drop container_spec.* and [id, pod] matching ".+;", for these two.
    cAdvisorMetricRelabelings:
      # ... the chart's other rules ...
      - sourceLabels: [__name__]
        action: drop
        regex: 'container_spec_(cpu.*|memory_reservation_limit_bytes|memory_swap_limit_bytes)'
      # Cgroups of no pod, but / and kubepods.
      - sourceLabels: [id, pod]
        action: drop
        regex: '/.*[.](service|scope|mount|socket|swap);|/(system|user|init)[.](slice|scope);'
`;

const STALENESS = `kubelet:
  serviceMonitor:
    # Series of containers that are gone end at once: Prometheus 2.48, chart 66.4 and later.
    trackTimestampsStaleness: true
`;

const KUBE_STATE = `kubeStateMetrics:
  enabled: true
kube-state-metrics:
  prometheus:
    monitor:
      honorLabels: true
`;

const NODE_EXPORTER = `nodeExporter:
  enabled: true
prometheus-node-exporter:
  prometheus:
    monitor:
      relabelings:
        - sourceLabels: [__meta_kubernetes_pod_node_name]
          targetLabel: node
`;
