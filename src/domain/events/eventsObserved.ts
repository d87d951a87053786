import type { QosClass } from './events';
import type { EpochMs } from '../units';

/** When something happened, as far as known: in [earliest, latest]. */
export interface Interval {
  readonly earliest: EpochMs;
  readonly latest: EpochMs;
}

/** One pod's or container's name, as much of it as a source gave. */
export interface Workload {
  readonly namespace?: string;
  readonly pod?: string;
  readonly container?: string;
}

/** A counter went up by `by` within the interval between two samples. */
export interface Rise extends Interval, Workload {
  readonly by: number;
  /** The counter before; absent when the series was born here. */
  readonly before?: number;
  readonly after: number;
  /**
   * What it rose from: a value that was read, a series born while its target was being read, another process's count from nothing,
   * or (`assumed`) a series that was absent in between, which need not mean another process.
   */
  readonly base?: 'read' | 'born' | 'restarted' | 'assumed';
  /** Both readings are known to be of one process: its start was collected, and is the same. */
  readonly sameProcess?: boolean;
  readonly metric: string;
  readonly query: string;
  /** `eviction_signal`, where the counter has one. */
  readonly signal?: string;
}

/** Something that started again: what ran before it had ended by then. */
export interface Restart extends Interval {
  readonly of: 'node' | 'kubelet';
  /** As the node's own clock says. */
  readonly startedAt: EpochMs;
  readonly metric: string;
  readonly query: string;
}

/** A condition of the node that held, from the first look that showed it to the first that did not. */
export interface HeldCondition extends Interval {
  readonly status: 'false' | 'unknown';
}

/** The times at which each source was really read: its silence in between says nothing. */
export interface Looks {
  /** The kubelet's own page, by its sample times. */
  readonly kubelet: readonly EpochMs[];
  /** kube-state-metrics. */
  readonly statuses: readonly EpochMs[];
  /** cAdvisor's count at the root cgroup. */
  readonly root: readonly EpochMs[];
}

/** The times a counter was read and what it read: shows where it stood still, too. */
export interface CounterTrack {
  readonly samples: ReadonlyArray<{ readonly at: EpochMs; readonly value: number }>;
}

/** One instance of a container as cAdvisor saw it. */
export interface ContainerLife {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** The cgroup path; a restarted container has another one. */
  readonly id?: string;
  readonly qos?: QosClass;
  readonly firstSample: EpochMs;
  readonly lastSample: EpochMs;
  /** When the node's page was next read without it; absent while it still runs, or when nothing was read after. */
  readonly missedAt?: EpochMs;
}

/** One pod object of the node as kube-state-metrics showed it. */
export interface PodLife {
  readonly namespace: string;
  readonly pod: string;
  readonly uid?: string;
  /** Who created it; kind `none` for a bare pod, absent when the series does not say. */
  readonly owner?: { readonly kind: string; readonly name: string };
  readonly firstSeen: EpochMs;
  readonly lastSeen: EpochMs;
  /** When kube-state-metrics was next read without it. */
  readonly missedAt?: EpochMs;
  /** When the API server created it, where that is collected. */
  readonly createdAt?: EpochMs;
  /** When it was asked to go, at the latest: its deletion timestamp includes the grace period. */
  readonly deletedBy?: EpochMs;
  /** The pod was there before the range's first look, so what it shows then is old. */
  readonly before: boolean;
  /** First look at reason Evicted or TerminationByKubelet, when that appeared within the range. */
  readonly evictedSeen?: Interval & { readonly reason: string; readonly query: string };
}

/** One end of one container, merged from what kube-state-metrics and cAdvisor say of it. */
export interface ContainerEnd extends Interval {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly uid?: string;
  readonly qos?: QosClass;
  /** The last sample of the instance that ended: it was alive then. */
  readonly aliveAt?: EpochMs;
  /** True when the container's own finishedAt gave the time. */
  readonly exact: boolean;
  readonly exitCode?: number;
  readonly reason?: string;
  /** The pod lived on and the container was started again. */
  readonly restarted: boolean;
  /** kube-state-metrics was read then and did not know the pod: nothing of it ended before. */
  readonly podNotBefore?: EpochMs;
  /** When the pod was found gone, if it was: an end shortly before belongs to its deletion. */
  readonly podGoneAt?: EpochMs;
  readonly sources: ReadonlyArray<{
    readonly metric: string;
    readonly query: string;
    readonly observed: string;
    readonly at: EpochMs;
  }>;
}
