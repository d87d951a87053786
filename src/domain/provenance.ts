/** Where a value came from, best evidence first. */
export type Provenance =
  /** read from a cgroup or a machine by cAdvisor or node_exporter */
  | 'measured'
  /** published by the API server through kube-state-metrics, or printed by the kubelet in an event */
  | 'reported'
  /** derived from other known values by the kubelet's own formula */
  | 'computed'
  /** typed in by the user for this node pool */
  | 'configured'
  /** a provider's documented default */
  | 'assumed';

export interface Sourced<T> {
  readonly value: T;
  readonly provenance: Provenance;
  /** In words or a metric name: `kube_node_status_allocatable`, `kubepods limit − allocatable`, `AKS default before 1.29`. */
  readonly source: string;
}

/** Something the data lacks or contradicts, in words, with the setting that mends it. */
export interface Finding {
  readonly severity: 'info' | 'warning' | 'error';
  /** Stable, for tests and links: `missing-kubepods-limit`, `contradiction-allocatable`. */
  readonly code: string;
  readonly text: string;
  /** The exact setting or step that mends it, if one exists. */
  readonly remedy?: string;
}
