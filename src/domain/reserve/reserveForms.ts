import { formatQuantity } from '../quantity/formatQuantity';
import { parseQuantity } from '../quantity/quantity';
import { thresholdPercent, type Threshold } from '../lines/threshold';
import { KiB, type Bytes } from '../units';

import type { ReserveSettings } from './kubeletConfig';

/** How different installations take the same settings. */
export const RESERVE_FORMS = ['kubelet', 'flags', 'kubeadm', 'k3s', 'eksctl', 'openshift', 'aks', 'gke'] as const;
export type ReserveForm = (typeof RESERVE_FORMS)[number];

/** The settings as text to paste: YAML or flags, with a comment that says where it goes. */
export function writeReserve(settings: ReserveSettings, form: ReserveForm): string {
  const yaml = kubeletYaml(settings);
  switch (form) {
    case 'kubelet':
      return lines('# /var/lib/kubelet/config.yaml, then restart the kubelet', ...KUBELET_HEAD, ...yaml);
    case 'kubeadm':
      return lines(
        '# kubectl edit cm -n kube-system kubelet-config; then on each node: kubeadm upgrade node phase kubelet-config',
        ...KUBELET_HEAD,
        ...yaml
      );
    case 'flags':
      return lines(...kubeletArgs(settings).map((arg) => `--${arg}`));
    case 'k3s':
      return lines(
        '# /etc/rancher/k3s/config.yaml',
        'kubelet-arg:',
        ...kubeletArgs(settings).map((arg) => `  - ${JSON.stringify(arg)}`)
      );
    case 'eksctl':
      return lines('# under nodeGroups: of an eksctl ClusterConfig', 'kubeletExtraConfig:', ...indent(yaml));
    case 'openshift':
      return lines(
        '# OpenShift reserves by systemReserved alone: kubeReserved is counted there',
        'apiVersion: machineconfiguration.openshift.io/v1',
        'kind: KubeletConfig',
        'metadata:',
        '  name: tidemark-reserve',
        'spec:',
        '  machineConfigPoolSelector:',
        '    matchLabels:',
        "      pools.operator.machineconfiguration.openshift.io/worker: ''",
        '  kubeletConfig:',
        ...indent(kubeletYaml(asSystemReserved(settings)), 4)
      );
    case 'aks':
      return lines(
        '# AKS computes the reserve from the VM size: its node configuration takes no kubeReserved or systemReserved.',
        AKS_DOCS
      );
    case 'gke':
      return lines(
        '# GKE computes the reserve from the machine type; evictionHard is fixed at 100Mi. evictionSoft can be set in its node system configuration.',
        GKE_DOCS
      );
  }
}

const KUBELET_HEAD = ['apiVersion: kubelet.config.k8s.io/v1beta1', 'kind: KubeletConfiguration'];
const AKS_DOCS = '# https://learn.microsoft.com/azure/aks/custom-node-configuration-reference';
const GKE_DOCS = '# https://cloud.google.com/kubernetes-engine/docs/how-to/node-system-config';

function kubeletYaml(settings: ReserveSettings): readonly string[] {
  const { kubeReserved, systemReserved, evictionHard, enforceNodeAllocatable } = settings;
  return [
    ...reserved('kubeReserved', kubeReserved),
    ...reserved('systemReserved', systemReserved),
    ...(evictionHard
      ? ['evictionHard:', ...evictionHard.map((one) => `  ${one.signal}: ${JSON.stringify(valueOf(one))}`)]
      : []),
    ...(enforceNodeAllocatable
      ? ['enforceNodeAllocatable:', ...enforceNodeAllocatable.map((one) => `  - ${one}`)]
      : []),
  ];
}

function kubeletArgs({
  kubeReserved,
  systemReserved,
  evictionHard,
  enforceNodeAllocatable,
}: ReserveSettings): readonly string[] {
  return [
    ...(kubeReserved === undefined ? [] : [`kube-reserved=memory=${amount(kubeReserved)}`]),
    ...(systemReserved === undefined ? [] : [`system-reserved=memory=${amount(systemReserved)}`]),
    ...(evictionHard ? [`eviction-hard=${evictionHard.map((one) => `${one.signal}<${valueOf(one)}`).join(',')}`] : []),
    ...(enforceNodeAllocatable ? [`enforce-node-allocatable=${enforceNodeAllocatable.join(',')}`] : []),
  ];
}

function asSystemReserved({ kubeReserved = 0, systemReserved = 0, ...rest }: ReserveSettings): ReserveSettings {
  return { ...rest, systemReserved: kubeReserved + systemReserved };
}

const reserved = (name: string, bytes: Bytes | undefined) =>
  bytes === undefined ? [] : [`${name}:`, `  memory: ${amount(bytes)}`];

const valueOf = ({ value }: Threshold): string =>
  value.kind === 'quantity' ? amount(value.bytes) : thresholdPercent(value.fraction).replace(' ', '');

/** `1638Mi`: the largest binary suffix that keeps every byte. */
export function amount(bytes: Bytes): string {
  return bytes % KiB === 0 && bytes > 0 ? formatQuantity(parseQuantity(`${bytes / KiB}Ki`)) : String(bytes);
}

const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');
const indent = (texts: readonly string[], by = 2): readonly string[] => texts.map((text) => `${' '.repeat(by)}${text}`);
