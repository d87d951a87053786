import type { Bytes } from '../units';

/** Keys and indexes from a document's root down to a value. */
export type ManifestPath = ReadonlyArray<string | number>;

/** Where in what was read something stands. */
export interface ManifestPlace {
  /** Which of the documents read, from 0. */
  readonly document: number;
  readonly path: ManifestPath;
}

/** What a resources block asks for, as written; absent is not zero. */
export interface WrittenResources {
  readonly request?: Bytes;
  readonly limit?: Bytes;
  readonly cpuRequestMilli?: number;
  readonly cpuLimitMilli?: number;
}

export interface PlannedContainer extends WrittenResources {
  readonly name: string;
  /** A sidecar is an init container with restartPolicy Always: it runs as long as the pod does. */
  readonly role: 'container' | 'sidecar' | 'init';
  readonly path: ManifestPath;
}

/** An emptyDir of `medium: Memory`: a tmpfs, charged to the pod's memory. */
export interface MemoryVolume {
  readonly name: string;
  readonly sizeLimit?: Bytes;
  readonly path: ManifestPath;
}

/** One pod of a manifest before there is one, or the template of many. */
export interface PlannedPod {
  /** `StatefulSet` */
  readonly kind: string;
  /** Absent: whatever namespace it is applied to. */
  readonly namespace?: string;
  readonly name: string;
  /** How many run at once; `each node` of a DaemonSet. */
  readonly copies: number | 'each node';
  readonly containers: readonly PlannedContainer[];
  /** `spec.resources` of the pod itself. */
  readonly podLevel?: WrittenResources;
  /** `spec.overhead`, which a runtime class sets. */
  readonly overhead: Bytes;
  readonly priorityClass?: string;
  readonly priority?: number;
  readonly memoryVolumes: readonly MemoryVolume[];
  readonly place: ManifestPlace;
}

/** `StatefulSet shop/postgres` */
export function nameOf({ kind, namespace, name }: Pick<PlannedPod, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
