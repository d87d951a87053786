import type { Signal } from '../../../prometheus/signals/signal';

import { aks } from './aks';
import { eks } from './eks';
import { gke } from './gke';
import { k8sMonitoring } from './k8sMonitoring';
import { kubePrometheus } from './kubePrometheus';
import { kubePrometheusStack } from './kubePrometheusStack';
import { plain } from './plain';
import type { Installation, Setting, SettingFor } from './setting';

const SETTINGS: Readonly<Record<Installation, SettingFor>> = {
  'kube-prometheus-stack': kubePrometheusStack,
  'kube-prometheus': kubePrometheus,
  plain,
  'k8s-monitoring': k8sMonitoring,
  aks,
  gke,
  eks,
};

/** What brings a family of series back in that installation. */
export const settingFor = (signal: Signal, installation: Installation): Setting => SETTINGS[installation](signal);
