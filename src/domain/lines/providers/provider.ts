import type { NodeIdentity } from '../../node/nodeIdentity';
import type { Finding } from '../../provenance';
import type { Bytes } from '../../units';

/** A distribution or managed service whose kubelets get documented settings. One file each; `providers.ts` lists them. */
export interface Provider {
  /** As the data source's settings and the terminal's options name it. */
  readonly id: string;
  /** Whether kube_node_info gives it away: by provider id, kubelet version or OS image. */
  readonly recognises: (node: NodeIdentity) => boolean;
  /** All there ever were, the newest first. */
  readonly profiles: readonly ProviderProfile[];
  /** What its kubelets get; undefined when that depends on a version that is not known. */
  readonly profileOf: (kubeletVersion: string | undefined) => ProviderProfile | undefined;
  /** What to say when it does. */
  readonly unknownVersion?: Finding;
}

/** What a distribution's documentation says a kubelet gets when nobody says otherwise. */
export interface ProviderProfile {
  readonly id: string;
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

/** A provider whose settings were the same in all its versions. */
export function provider(recognises: Provider['recognises'], profile: ProviderProfile): Provider {
  return { id: profile.id, recognises, profiles: [profile], profileOf: () => profile };
}
