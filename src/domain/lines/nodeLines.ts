import type { Finding, Sourced } from '../provenance';
import type { Bytes } from '../units';

/**
 * The lines of one node at one moment, in bytes. A line that cannot be known is absent, never zero.
 *
 * kubepodsLimit = capacity − kubeReserved − systemReserved; allocatable = kubepodsLimit − evictionHard (− hugepages).
 */
export interface NodeLines {
  readonly capacity?: Sourced<Bytes>;
  /** kubeReserved + systemReserved: only their sum can be seen from outside. */
  readonly reserved?: Sourced<Bytes>;
  /** The hard `memory.available` threshold in bytes of capacity: the node eviction line, for nodeAvailable. */
  readonly evictionHard?: Sourced<Bytes>;
  readonly hugepages?: Sourced<Bytes>;
  readonly allocatable?: Sourced<Bytes>;
  /** The kubepods cgroup's limit, where the kernel kills. */
  readonly kubepodsLimit?: Sourced<Bytes>;
  /**
   * The pods' working set above which the kubelet evicts (`allocatableMemory.available`). Equal to allocatable, except with
   * a percentage threshold (taken of the kubepods limit there) or with hugepages.
   */
  readonly podsEvictionLine?: Sourced<Bytes>;
  readonly findings: readonly Finding[];
}

export type NodeLineName = Exclude<keyof NodeLines, 'findings'>;
