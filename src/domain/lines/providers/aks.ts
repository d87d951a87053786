import { MiB } from '../../units';

import { nominal, tiers, wholeMiB } from './machineSize';
import type { Provider, ProviderProfile } from './provider';

const DOCS = 'https://learn.microsoft.com/azure/aks/node-resource-reservations';

export const AKS_BEFORE_1_29: ProviderProfile = {
  id: 'aks',
  name: 'AKS before 1.29',
  docs: DOCS,
  evictionHard: 750 * MiB,
  // AKS takes the tiers of the machine's nominal size: 1638Mi for a 7 GiB machine whose kubelet sees 6.79 GiB.
  reserved: ({ capacity }) => wholeMiB(tiers(nominal(capacity))),
};

export const AKS_SINCE_1_29: ProviderProfile = {
  id: 'aks',
  name: 'AKS since 1.29',
  docs: DOCS,
  evictionHard: 100 * MiB,
  reserved: ({ capacity, maxPods }) =>
    maxPods === undefined ? undefined : Math.min((20 * maxPods + 50) * MiB, wholeMiB(nominal(capacity) / 4)),
};

export const AKS: Provider = {
  id: 'aks',
  // Clusters that people install on Azure machines themselves share the scheme, but not AKS's node resource group and pools.
  recognises: ({ providerId = '' }) =>
    /^azure:\/\/.*(\/resourcegroups\/mc_|\/virtualmachines(calesets)?\/aks-)/i.test(providerId),
  profiles: [AKS_SINCE_1_29, AKS_BEFORE_1_29],
  profileOf: (kubeletVersion) => {
    const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(kubeletVersion ?? '') ?? [];
    if (major === undefined || minor === undefined) {
      return undefined;
    }
    return Number(major) > 1 || Number(minor) >= 29 ? AKS_SINCE_1_29 : AKS_BEFORE_1_29;
  },
  unknownVersion: {
    severity: 'info',
    code: 'unknown-provider-version',
    text: "AKS changed its defaults with 1.29, and this node's kubelet version is unknown, so none are assumed.",
    remedy:
      'Scrape kube-state-metrics (kube_node_info), or enter the kubelet settings of this node pool in the data source.',
  },
};
