import type { NodeIdentity } from '../../node/nodeIdentity';
import type { Finding } from '../../provenance';

import { AKS } from './aks';
import { EKS } from './eks';
import { GKE } from './gke';
import { K3S } from './k3s';
import { KUBEADM } from './kubeadm';
import { OPENSHIFT } from './openshift';
import type { Provider, ProviderProfile } from './provider';
import { RKE2 } from './rke2';

/** Every provider that is known; of two that recognise a node the earlier is meant. */
export const PROVIDERS: readonly Provider[] = [AKS, GKE, EKS, KUBEADM, K3S, RKE2, OPENSHIFT];

export const PROVIDER_IDS: readonly string[] = PROVIDERS.map(({ id }) => id);

export interface ProviderChoice {
  readonly profile?: ProviderProfile;
  readonly findings: readonly Finding[];
}

/** The user's choice, else what kube_node_info gives away; no guess beyond that. */
export function chooseProvider(identity: NodeIdentity, override?: string): ProviderChoice {
  const chosen = override?.trim() ?? '';
  const provider = chosen === '' ? detectProvider(identity) : providerOf(chosen);
  if (provider === undefined) {
    return { findings: [chosen === '' ? NOT_RECOGNISED : unknownOverride(chosen)] };
  }
  const profile = provider.profileOf(identity.kubeletVersion);
  return profile === undefined
    ? { findings: provider.unknownVersion ? [provider.unknownVersion] : [] }
    : { profile, findings: [] };
}

export function detectProvider(identity: NodeIdentity): Provider | undefined {
  return PROVIDERS.find(({ recognises }) => recognises(identity));
}

export function findProvider(id: string, kubeletVersion?: string): ProviderProfile | undefined {
  return providerOf(id)?.profileOf(kubeletVersion);
}

function providerOf(id: string): Provider | undefined {
  return PROVIDERS.find((provider) => provider.id === id);
}

const NOT_RECOGNISED: Finding = {
  severity: 'info',
  code: 'unknown-provider',
  text: 'kube_node_info does not tell whose node this is, so no provider defaults are assumed.',
  remedy: 'Choose a provider for this node pool in the data source settings, or enter its kubelet settings there.',
};

function unknownOverride(id: string): Finding {
  return {
    severity: 'warning',
    code: 'unknown-provider',
    text: `The provider ${JSON.stringify(id)} in the data source settings is none of ${PROVIDER_IDS.join(', ')}.`,
    remedy: 'Choose one of them, or leave it empty.',
  };
}
