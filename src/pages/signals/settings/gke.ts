import { patternOf } from './namesOf';
import type { SettingFor } from './setting';

/** Its own packages are curated and lack most of these; its operator takes more (prometheus-engine, examples). */
export const gke: SettingFor = ({ from }) => {
  switch (from) {
    case 'cadvisor':
      return nodeMonitoring('/metrics/cadvisor', 'tidemark-cadvisor', patternOf(from));
    case 'kubelet':
      return nodeMonitoring('/metrics', 'tidemark-kubelet', patternOf(from));
    case 'resource':
      return nodeMonitoring('/metrics/resource', 'tidemark-kubelet-resource', patternOf(from));
    case 'kube-state-metrics':
      return {
        kind: 'text',
        where:
          'a shell; exit codes need kube-state-metrics 2.7, times of ends 2.12: raise the image that the example names',
        text: `kubectl apply -f ${EXAMPLES}/kube-state-metrics/kube-state-metrics.yaml\n`,
      };
    case 'node-exporter':
      return {
        kind: 'text',
        where: 'a shell',
        text: `kubectl apply -f ${EXAMPLES}/node-exporter.yaml\n`,
      };
  }
};

const EXAMPLES = 'https://raw.githubusercontent.com/GoogleCloudPlatform/prometheus-engine/main/examples';

const nodeMonitoring = (path: string, name: string, pattern: string): ReturnType<SettingFor> => ({
  kind: 'text',
  where: 'kubectl apply -f, with managed collection on',
  text: `apiVersion: monitoring.googleapis.com/v1
kind: ClusterNodeMonitoring
metadata:
  name: ${name}
spec:
  endpoints:
    - path: ${path}
      scheme: https
      interval: 30s
      metricRelabeling:
        - sourceLabels: [__name__]
          regex: ${pattern}
          action: keep
`,
});
