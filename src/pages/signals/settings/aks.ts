import type { Exporter } from '../../../prometheus/signals/signal';

import { patternOf } from './namesOf';
import type { SettingFor } from './setting';

const WHERE = 'ConfigMap ama-metrics-settings-configmap in kube-system (schema-version v2)';

/** The add-on keeps a minimal profile and what its keep lists name (prometheus-collector, ama-metrics-settings-configmap-v2). */
export const aks: SettingFor = ({ from }) => {
  const target = TARGETS[from];
  return target === undefined
    ? {
        kind: 'not-known',
        why: 'The add-on has no target of its own for /metrics/resource. Whether a custom scrape job may read it there: not known.',
      }
    : { kind: 'text', where: WHERE, text: keepList(target, patternOf(from)) };
};

const TARGETS: Readonly<Record<Exporter, string | undefined>> = {
  cadvisor: 'cadvisor',
  kubelet: 'kubelet',
  resource: undefined,
  'kube-state-metrics': 'kubestate',
  'node-exporter': 'nodeexporter',
};

const keepList = (
  target: string,
  pattern: string
): string => `# In schema-version v1 default-targets-metrics-keep-list stands below data itself.
data:
  schema-version: v2
  cluster-metrics: |-
    default-targets-scrape-enabled: |-
      ${target} = true
    default-targets-metrics-keep-list: |-
      ${target} = "${pattern}"
    minimal-ingestion-profile: |-
      enabled = true
`;
