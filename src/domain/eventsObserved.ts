import type { QosClass } from './events';
import type { EpochMs } from './units';

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
  readonly metric: string;
  readonly query: string;
  /** `eviction_signal`, where the counter has one. */
  readonly signal?: string;
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
  /** When the pod was found gone, if it was: an end shortly before belongs to its deletion. */
  readonly podGoneAt?: EpochMs;
  readonly sources: ReadonlyArray<{
    readonly metric: string;
    readonly query: string;
    readonly observed: string;
    readonly at: EpochMs;
  }>;
}
