import type { QosClass } from '../events/events';
import type { NodeObservations } from '../events/eventsObservations';
import type { Interval } from '../events/eventsObserved';
import type { NodeMemory } from '../node/nodeMemory';
import { tolerances, type Tolerances } from '../events/delays';
import { firstFrom, firstIndexFrom, lastBy, lastIndexBy } from '../searchTime';
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

export interface SourcedSample extends Sample {
  readonly source: string;
}

/** One instance of a container: its working set at the times it was really sampled. */
export interface ContainerMemory extends ContainerName {
  readonly id?: string;
  readonly qos?: QosClass;
  readonly samples: readonly Sample[];
}

/** The highest usage one cgroup ever had (container_memory_max_usage_bytes); `container` is absent for the pod's own cgroup. */
export interface PeakTrack extends PodName {
  readonly container?: string;
  /** The cgroup; another instance of the container, and another pod of the name, has another one. */
  readonly id?: string;
  readonly samples: readonly Sample[];
  /** The limit of this very cgroup as cAdvisor read it, each value from when it was first seen. */
  readonly limits?: readonly Sample[];
}

/** One cgroup above containers that has a limit: its highest usage, reading by reading. */
export interface CgroupTrack {
  readonly id: string;
  readonly limit: Bytes;
  readonly samples: readonly Sample[];
}

export interface ContainerBudget extends ContainerName {
  /** The latest known; absent: none is set. */
  readonly limit?: Bytes;
  /** The limit over time, each value from when it was first seen: a vertical autoscaler may have changed it since. */
  readonly limits?: readonly Sample[];
  /** cAdvisor read the cgroup and it has no limit. */
  readonly unlimited?: boolean;
  readonly request?: Bytes;
}

/** All that `review` looks at: one node around something that happened, at the resolution of the scrapes. */
export interface ReviewData {
  readonly observed: NodeObservations;
  readonly memory: NodeMemory;
  readonly containers: readonly ContainerMemory[];
  /** The root cgroup's working set at the times it was really sampled; absent where it is not collected. */
  readonly nodeSamples?: readonly Sample[];
  /** The node's working set, moment by moment from the best source that spoke, each sample once at its own time. */
  readonly nodeUsed?: readonly SourcedSample[];
  /** MemAvailable of /proc/meminfo: what the kernel itself thinks is left. */
  readonly memAvailable?: readonly Sample[];
  /** The node has swap: a cgroup at its limit then swaps before anything is killed. */
  readonly hasSwap?: boolean;
  readonly peaks: readonly PeakTrack[];
  /** Highest usage of the kubepods cgroup, and how often an allocation failed at its limit. */
  readonly kubepodsPeak: readonly Sample[];
  readonly kubepodsFailures: readonly Sample[];
  /** Allocations that failed at a pod's own limit. */
  readonly failures: readonly PeakTrack[];
  /** Cgroups outside Kubernetes with a limit that what is below them shares. */
  readonly limitedAbove?: readonly CgroupTrack[];
  readonly budgets: readonly ContainerBudget[];
  /** Series of limits (not of requests alone) exist on the node, so that a container without one has none. */
  readonly budgetsKnown: boolean;
  /** The PromQL behind each kind of evidence. */
  readonly queries: Readonly<
    Partial<Record<'workingSet' | 'peaks' | 'budgets' | 'pods' | 'node' | 'available', string>> & {
      /** What the node had available by one source alone, by the source of `nodeUsed`. */
      readonly availableBy?: Readonly<Record<string, string>>;
    }
  >;
}

/** Labels of series of a pod, as `Evidence.about` takes them. */
export const podLabels = ({ namespace, pod }: PodName) => ({ namespace, pod });

export const containerLabels = ({ namespace, pod, container }: ContainerName) => ({ namespace, pod, container });

/** What follows from how often this node is really read. */
export function tolerancesOf({ memory }: Pick<ReviewData, 'memory'>): Tolerances {
  return tolerances(memory.scrapeInterval);
}

export function isSamePod(a: Partial<PodName>, b: Partial<PodName>): boolean {
  return a.pod !== undefined && a.namespace === b.namespace && a.pod === b.pod;
}

export function isSameContainer(a: Partial<ContainerName>, b: Partial<ContainerName>): boolean {
  return isSamePod(a, b) && a.container === b.container;
}

/** The limit in force at a moment: the last value seen by then, or the first if it was seen only after. */
export function limitAt(
  { limit, limits = [] }: Pick<ContainerBudget, 'limit' | 'limits'>,
  at: EpochMs
): Bytes | undefined {
  return (lastBy(limits, at, timeOf) ?? limits[0])?.value ?? limit;
}

/** Samples ascend in time. */
export function lastBefore<S extends Sample>(samples: readonly S[], at: EpochMs): S | undefined {
  return lastBy(samples, at, timeOf);
}

export function firstAfter<S extends Sample>(samples: readonly S[], at: EpochMs): S | undefined {
  return firstFrom(samples, at, timeOf);
}

/** Both ends included. */
export function samplesWithin<S extends Sample>(samples: readonly S[], { earliest, latest }: Interval): S[] {
  return samples.slice(firstIndexFrom(samples, earliest, timeOf), lastIndexBy(samples, latest, timeOf) + 1);
}

export const timeOf = ({ at }: Sample): EpochMs => at;
