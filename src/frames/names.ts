import type { NodeIdentity } from '../domain/node/nodeIdentity';
import type { NodeLines } from '../domain/lines/nodeLines';
import type { Finding, Provenance } from '../domain/provenance';
import type { DurationMs } from '../domain/units';

/** Field names of the `nodeMemory` frame. They are API: dashboards and the panel refer to them. */
export const FIELD = {
  time: 'time',
  nodeAvailable: 'nodeAvailable',
  nodeWorkingSet: 'nodeWorkingSet',
  podsWorkingSet: 'podsWorkingSet',
  podsGhost: 'podsGhost',
  capacity: 'capacity',
  kubepodsLimit: 'kubepodsLimit',
  podsEvictionLine: 'podsEvictionLine',
  allocatable: 'allocatable',
  evictionHard: 'evictionHard',
} as const;

export type FieldName = Exclude<(typeof FIELD)[keyof typeof FIELD], 'time'>;

/** Frame names. */
export const FRAME = {
  nodeMemory: 'nodeMemory',
  budget: 'budget',
  events: 'events',
  evictionOrder: 'evictionOrder',
  oomOrder: 'oomOrder',
  fleet: 'fleet',
  incidents: 'incidents',
  signals: 'signals',
} as const;

/** `frame.meta.custom.tidemark` of a `nodeMemory` frame: what fields cannot hold. */
export interface NodeMemoryMeta {
  readonly version: 1;
  readonly identity: NodeIdentity;
  readonly stepMs: DurationMs;
  readonly scrapeIntervalMs: DurationMs;
  /** `Pods crossed allocatable; the kubelet evicted alloc-mem-leak` */
  readonly headline: string;
  /** How the numbers were counted, for the footnote. */
  readonly counted: string;
  readonly fields: Readonly<Partial<Record<FieldName, { readonly provenance: Provenance; readonly source: string }>>>;
  /** The lines at the end of the range, with those that are no field of their own (`reserved`, `hugepages`). */
  readonly current: NodeLines;
  readonly findings: readonly Finding[];
}
