import type { NodeLines } from '../lines/nodeLines';
import type { Finding } from '../provenance';

import { effectiveMemory, type EffectiveMemory } from './effectiveMemory';
import type { ManifestPath, ManifestPlace, PlannedPod } from './plannedPod';
import { priorityOf, type Priorities } from './priority';

export type PreflightRuleName =
  | 'no-memory-limit'
  | 'request-far-below-limit'
  | 'evicted-before-batch'
  | 'over-allocatable'
  | 'memory-volume'
  | 'init-request'
  | 'pod-level-resources'
  | 'fraction-of-a-byte';

/** What would go wrong once applied, with the rule of Kubernetes or the kernel that makes it so. */
export interface PreflightFinding {
  readonly rule: PreflightRuleName;
  readonly severity: Finding['severity'];
  /** Where in the manifest. */
  readonly place: ManifestPlace;
  /** `Deployment shop/cart` */
  readonly about: string;
  readonly container?: string;
  readonly text: string;
  readonly remedy: string;
  /** Where Kubernetes or the kernel says so. */
  readonly source: string;
}

/** A pod with what scheduler and kubelet count it as. */
export interface CountedPod extends PlannedPod {
  readonly memory: EffectiveMemory;
  /** Undefined: its class is none of Kubernetes' own and not among the manifests. */
  readonly rank?: number;
}

/** The node, or one of a pool of equal ones, that the pods would run on. */
export interface PlannedNode {
  /** `lab-node`, or what tells where the lines came from. */
  readonly name: string;
  readonly lines: NodeLines;
  readonly count: number;
}

export interface PreflightInput {
  readonly pods: readonly CountedPod[];
  readonly node?: PlannedNode;
}

export type PreflightRule = (input: PreflightInput) => readonly PreflightFinding[];

export function countPod(pod: PlannedPod, priorities: Priorities): CountedPod {
  const rank = priorityOf(pod, priorities);
  return { ...pod, memory: effectiveMemory(pod), ...(rank !== undefined && { rank }) };
}

/** A path of the manifest's root inside the same document as the pod. */
export const placeIn = ({ place }: PlannedPod, path: ManifestPath): ManifestPlace => ({ ...place, path });
