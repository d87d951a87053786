import type { PodName } from '../domain/incidents/reviewData';
import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { DurationMs, EpochMs } from '../domain/units';

/** How the user's series name things; the defaults fit all three common collections. */
export interface LabelNames {
  /** On kube-state-metrics, kubelet and cAdvisor series. */
  readonly node: string;
  /** Fallback where the node label is absent: `host`, `host:port`, `IP:port`. */
  readonly instance: string;
  /** On every series of a multi-cluster store; unused while no cluster is chosen. */
  readonly cluster: string;
}

export const DEFAULT_LABELS: LabelNames = { node: 'node', instance: 'instance', cluster: 'cluster' };

/** How the pods' working set is counted: the article's sum, pod cgroups with pause, or the kubepods cgroup. */
export type PodsMeasure = 'containers' | 'pods' | 'kubepods';

/** kubelet settings of one node pool as the user gave them, in the kubelet's own notation; they override what was inferred. */
export interface KubeletOverride {
  /** Applies to nodes whose name matches (`*` and `?` wildcards); `*` for all. */
  readonly nodes: string;
  /** `1638Mi` */
  readonly kubeReserved?: string;
  readonly systemReserved?: string;
  /** The whole flag or just the memory part: `memory.available<750Mi`, `memory.available<5%`. */
  readonly evictionHard?: string;
  /** A provider profile's id instead of the detected one: `aks`, `gke`, `eks`, `kubeadm`, `k3s`, `rke2`, `openshift`. */
  readonly provider?: string;
}

/** A pod that was on the node. */
export interface NodePod extends PodName {
  /** Of its cgroup, where cAdvisor alone placed it: who ran nothing in the range is not among such pods. */
  readonly uid?: string;
}

/** `host`, `host:port`, `IP:port`, of series without a node label; empty where each has one. */
export interface Instances {
  /** Of what the kubelet's pages have. */
  readonly kubelet: readonly string[];
  readonly others: readonly string[];
}

/** Everything a query builder or an evaluation needs to know about one node over one range. */
export interface NodeScope {
  readonly identity: NodeIdentity;
  readonly labels: LabelNames;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly step: DurationMs;
  /** The collection's scrape interval as far as known: the wrapped data source's `timeInterval`, else 30 s. */
  readonly scrapeInterval: DurationMs;
  readonly measure: PodsMeasure;
  readonly overrides: readonly KubeletOverride[];
  /**
   * The pods that were on the node at any time of the range, where that is known: what has no node label is then asked for by
   * their names. Otherwise it is read of all pods and joined to the node.
   */
  readonly pods?: readonly NodePod[];
  /** Why they are not known, although they were asked for. */
  readonly podsError?: string;
  /** By which instances it was scraped without a node label at any time of the range, where that was looked up. */
  readonly instances?: Instances;
  /** For a person to read. */
  readonly isShown?: true;
}
