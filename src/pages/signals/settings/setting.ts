import type { Signal } from '../../../prometheus/signals/signal';

/** By what the series are collected. */
export type Installation =
  'kube-prometheus-stack' | 'kube-prometheus' | 'plain' | 'k8s-monitoring' | 'aks' | 'gke' | 'eks';

/** What a person changes to have a family of series; or that nobody here knows it. */
export type Setting =
  | { readonly kind: 'text'; readonly where: string; readonly text: string }
  | { readonly kind: 'not-known'; readonly why: string };

/** The setting for one family. It takes all families of the exporter, so that it is changed once. */
export type SettingFor = (signal: Signal) => Setting;

export const INSTALLATION_NAMES: Readonly<Record<Installation, string>> = {
  'kube-prometheus-stack': 'kube-prometheus-stack',
  'kube-prometheus': 'kube-prometheus',
  plain: 'Prometheus scrape configuration',
  'k8s-monitoring': 'Grafana k8s-monitoring (Alloy)',
  aks: 'AKS managed Prometheus',
  gke: 'GKE managed Prometheus',
  eks: 'EKS managed Prometheus',
};
