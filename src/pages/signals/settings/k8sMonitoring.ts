import type { Exporter } from '../../../prometheus/signals/signal';

import { namesOf, yamlList } from './namesOf';
import type { SettingFor } from './setting';

const WHERE = 'Helm values of k8s-monitoring, chart 2 and 3 (where chart 4 has them: not known)';

/** It keeps what its allow lists name, and drops cgroups without a container (feature-cluster-metrics, values.yaml). */
export const k8sMonitoring: SettingFor = ({ from }) => ({ kind: 'text', where: WHERE, text: TEXTS[from] });

const tuned = (section: string, from: Exporter, more = ''): string => `clusterMetrics:
  enabled: true
  ${section}:
    enabled: true
    metricsTuning:
      includeMetrics:
${yamlList(namesOf(from), '        ')}
${more}`;

const CGROUPS = `      # The root cgroup, kubepods and the pods' cgroups have no container and no image.
      dropEmptyContainerLabels: false
      dropEmptyImageLabels: false
`;

const TEXTS: Readonly<Record<Exporter, string>> = {
  cadvisor: tuned('cadvisor', 'cadvisor', CGROUPS),
  kubelet: tuned('kubelet', 'kubelet'),
  resource: tuned('kubeletResource', 'resource'),
  'kube-state-metrics': tuned('kube-state-metrics', 'kube-state-metrics'),
  'node-exporter': tuned('node-exporter', 'node-exporter'),
};
