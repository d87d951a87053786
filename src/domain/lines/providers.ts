import type { NodeIdentity } from '../node/nodeIdentity';
import type { Finding } from '../provenance';
import { type Bytes, GiB, MiB } from '../units';

export const PROVIDER_IDS = ['aks', 'gke', 'eks', 'kubeadm', 'k3s', 'openshift'] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

/** What a distribution's documentation says a kubelet gets when nobody says otherwise. */
export interface ProviderProfile {
  readonly id: ProviderId;
  readonly name: string;
  /** Where the formula is documented. */
  readonly docs: string;
  /** The hard memory.available threshold; absent: this distribution sets none. */
  readonly evictionHard?: Bytes;
  /** kubeReserved + systemReserved; undefined when an input it needs is unknown. */
  readonly reserved: (node: SizedNode) => Bytes | undefined;
}

export interface SizedNode {
  readonly capacity: Bytes;
  /** `kube_node_status_capacity{resource="pods"}` */
  readonly maxPods?: number;
}

export interface ProviderChoice {
  readonly profile?: ProviderProfile;
  readonly findings: readonly Finding[];
}

/** The user's choice, else what kube_node_info gives away; no guess beyond that. */
export function chooseProvider(identity: NodeIdentity, override?: string): ProviderChoice {
  const chosen = override?.trim() ?? '';
  if (chosen !== '' && !PROVIDER_IDS.some((id) => id === chosen)) {
    return { findings: [unknownOverride(chosen)] };
  }
  const id = chosen === '' ? detectProvider(identity) : chosen;
  if (id === undefined) {
    return { findings: [NOT_RECOGNISED] };
  }
  const profile = findProvider(id, identity.kubeletVersion);
  return profile === undefined ? { findings: [UNKNOWN_VERSION] } : { profile, findings: [] };
}

/** Names the distribution from provider id, kubelet version and OS image; kubeadm leaves no trace there. */
export function detectProvider({
  providerId = '',
  kubeletVersion = '',
  osImage = '',
}: NodeIdentity): ProviderId | undefined {
  if (/CoreOS.*OpenShift|Red Hat Enterprise Linux CoreOS/i.test(osImage)) {
    return 'openshift';
  }
  if (/\+k3s/.test(kubeletVersion) || providerId.startsWith('k3s://')) {
    return 'k3s';
  }
  if (/-gke\./.test(kubeletVersion)) {
    return 'gke';
  }
  if (/-eks-/.test(kubeletVersion)) {
    return 'eks';
  }
  // Clusters that people install on Azure machines themselves share the scheme, but not AKS's node resource group and pools.
  return /^azure:\/\/.*(\/resourcegroups\/mc_|\/virtualmachines(calesets)?\/aks-)/i.test(providerId)
    ? 'aks'
    : undefined;
}

export function findProvider(id: string, kubeletVersion?: string): ProviderProfile | undefined {
  if (id === 'aks') {
    return findAks(kubeletVersion);
  }
  return PROFILES.find((profile) => profile.id === id);
}

const AKS_DOCS = 'https://learn.microsoft.com/azure/aks/node-resource-reservations';

export const AKS_BEFORE_1_29: ProviderProfile = {
  id: 'aks',
  name: 'AKS before 1.29',
  docs: AKS_DOCS,
  evictionHard: 750 * MiB,
  // AKS takes the tiers of the machine's nominal size: 1638Mi for a 7 GiB machine whose kubelet sees 6.79 GiB.
  reserved: ({ capacity }) => wholeMiB(tiers(nominal(capacity))),
};

export const AKS: ProviderProfile = {
  id: 'aks',
  name: 'AKS since 1.29',
  docs: AKS_DOCS,
  evictionHard: 100 * MiB,
  reserved: ({ capacity, maxPods }) =>
    maxPods === undefined ? undefined : Math.min((20 * maxPods + 50) * MiB, wholeMiB(nominal(capacity) / 4)),
};

const PROFILES: readonly ProviderProfile[] = [
  {
    id: 'gke',
    name: 'GKE',
    docs: 'https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes',
    evictionHard: 100 * MiB,
    reserved: ({ capacity }) => (nominal(capacity) <= GiB ? 255 * MiB : wholeMiB(tiers(nominal(capacity)))),
  },
  {
    id: 'eks',
    name: 'EKS',
    docs: 'https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go',
    evictionHard: 100 * MiB,
    reserved: ({ maxPods }) => (maxPods === undefined ? undefined : (255 + 11 * maxPods) * MiB),
  },
  {
    id: 'kubeadm',
    name: 'kubeadm',
    docs: 'https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/',
    evictionHard: 100 * MiB,
    reserved: () => 0,
  },
  {
    id: 'k3s',
    name: 'k3s',
    docs: 'https://github.com/k3s-io/k3s/pull/10404',
    reserved: () => 0,
  },
  {
    id: 'openshift',
    name: 'OpenShift',
    docs: 'https://docs.okd.io/latest/nodes/nodes/nodes-nodes-resources-configuring.html',
    evictionHard: 100 * MiB,
    reserved: () => GiB,
  },
];

const NOT_RECOGNISED: Finding = {
  severity: 'info',
  code: 'unknown-provider',
  text: 'kube_node_info does not tell whose node this is, so no provider defaults are assumed.',
  remedy: 'Choose a provider for this node pool in the data source settings, or enter its kubelet settings there.',
};

const UNKNOWN_VERSION: Finding = {
  severity: 'info',
  code: 'unknown-provider-version',
  text: "AKS changed its defaults with 1.29, and this node's kubelet version is unknown, so none are assumed.",
  remedy:
    'Scrape kube-state-metrics (kube_node_info), or enter the kubelet settings of this node pool in the data source.',
};

function unknownOverride(id: string): Finding {
  return {
    severity: 'warning',
    code: 'unknown-provider',
    text: `The provider ${JSON.stringify(id)} in the data source settings is none of ${PROVIDER_IDS.join(', ')}.`,
    remedy: 'Choose one of them, or leave it empty.',
  };
}

/** An AKS node of unknown version gets no profile: the two generations differ by 650 MiB. */
function findAks(kubeletVersion: string | undefined): ProviderProfile | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(kubeletVersion ?? '') ?? [];
  if (major === undefined || minor === undefined) {
    return undefined;
  }
  return Number(major) > 1 || Number(minor) >= 29 ? AKS : AKS_BEFORE_1_29;
}

/** 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112, 2 % above. */
function tiers(memory: Bytes): Bytes {
  const steps: ReadonlyArray<readonly [from: number, share: number]> = [
    [0, 0.25],
    [4, 0.2],
    [8, 0.1],
    [16, 0.06],
    [128, 0.02],
  ];
  return steps.reduce((sum, [from, share], index) => {
    const to = steps[index + 1]?.[0] ?? Infinity;
    const within = Math.min(memory, to * GiB) - from * GiB;
    return sum + Math.max(0, within) * share;
  }, 0);
}

/** The firmware and the kernel keep some memory from MemTotal: machines are sold in whole GiB. */
function nominal(capacity: Bytes): Bytes {
  return Math.ceil(capacity / GiB) * GiB;
}

function wholeMiB(bytes: Bytes): Bytes {
  return Math.floor(bytes / MiB) * MiB;
}
