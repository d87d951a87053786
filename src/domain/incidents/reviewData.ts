import type { QosClass } from '../events';
import type { NodeObservations } from '../eventsObservations';
import type { NodeMemory } from '../nodeMemory';
import type { Bytes, EpochMs } from '../units';

export interface PodName {
  readonly namespace: string;
  readonly pod: string;
}

export interface ContainerName extends PodName {
  readonly container: string;
}

export interface Sample {
  readonly at: EpochMs;
  readonly value: Bytes;
}

/** One instance of a container: its working set at the times it was really sampled. */
export interface ContainerMemory extends ContainerName {
  readonly id?: string;
  readonly qos?: QosClass;
  readonly samples: readonly Sample[];
}

/** The highest usage a cgroup ever had (container_memory_max_usage_bytes); `container` is absent for the pod's own cgroup. */
export interface PeakTrack extends PodName {
  readonly container?: string;
  readonly samples: readonly Sample[];
}

export interface ContainerBudget extends ContainerName {
  /** Absent: none is set. */
  readonly limit?: Bytes;
  readonly request?: Bytes;
}

/** All that `review` looks at: one node around something that happened, at the resolution of the scrapes. */
export interface ReviewData {
  readonly observed: NodeObservations;
  readonly memory: NodeMemory;
  readonly containers: readonly ContainerMemory[];
  /** The root cgroup's working set at the times it was really sampled; absent where it is not collected. */
  readonly nodeSamples?: readonly Sample[];
  readonly peaks: readonly PeakTrack[];
  /** Highest usage of the kubepods cgroup, and how often an allocation failed at its limit. */
  readonly kubepodsPeak: readonly Sample[];
  readonly kubepodsFailures: readonly Sample[];
  /** Allocations that failed at a pod's own limit. */
  readonly failures: readonly PeakTrack[];
  readonly budgets: readonly ContainerBudget[];
  /** Limits were asked for and the series exist, so that a container without one has none. */
  readonly budgetsKnown: boolean;
  /** The PromQL behind each kind of evidence. */
  readonly queries: Readonly<Partial<Record<'workingSet' | 'peaks' | 'budgets' | 'pods' | 'node', string>>>;
}

export function isSamePod(a: Partial<PodName>, b: Partial<PodName>): boolean {
  return a.pod !== undefined && a.namespace === b.namespace && a.pod === b.pod;
}

export function isSameContainer(a: Partial<ContainerName>, b: Partial<ContainerName>): boolean {
  return isSamePod(a, b) && a.container === b.container;
}

export function lastBefore(samples: readonly Sample[], at: EpochMs): Sample | undefined {
  return samples.filter((sample) => sample.at <= at).pop();
}

export function firstAfter(samples: readonly Sample[], at: EpochMs): Sample | undefined {
  return samples.find((sample) => sample.at >= at);
}
