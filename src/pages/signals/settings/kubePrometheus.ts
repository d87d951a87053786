import type { SettingFor } from './setting';

/** Its manifests drop container_spec_.* of series without pod and namespace (kubernetesControlPlane-serviceMonitorKubelet). */
export const kubePrometheus: SettingFor = ({ id, from }) => {
  if (id === 'kubepodsLimit') {
    return { kind: 'text', where: 'manifests/kubernetesControlPlane-serviceMonitorKubelet.yaml', text: LIMIT };
  }
  if (from === 'resource') {
    return { kind: 'text', where: 'manifests/kubernetesControlPlane-serviceMonitorKubelet.yaml', text: RESOURCE };
  }
  return {
    kind: 'not-known',
    why: 'kube-prometheus collects this by default. Compare your manifests with those of its release: something was removed or added.',
  };
};

const LIMIT = `# spec.endpoints, the one with path /metrics/cadvisor: exchange the rule
# (container_spec_.*|container_start_time_seconds|container_last_seen);;  by this one.
metricRelabelings:
  - action: drop
    regex: (container_spec_cpu_.*|container_spec_memory_(swap|reservation).*|container_last_seen);;
    sourceLabels: [__name__, pod, namespace]
`;

const RESOURCE = `# spec.endpoints: one more.
- bearerTokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token
  honorLabels: true
  interval: 30s
  path: /metrics/resource
  port: https-metrics
  relabelings:
    - sourceLabels: [__metrics_path__]
      targetLabel: metrics_path
  scheme: https
  tlsConfig:
    insecureSkipVerify: true
`;
