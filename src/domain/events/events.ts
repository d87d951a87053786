import type { EpochMs } from '../units';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** One reason to believe an event: what was asked, what came back. */
export interface Proof {
  /** The metric or log it rests on: `kubelet_evictions`, `kernel log`. */
  readonly source: string;
  /** The PromQL to run again, absent for logs. */
  readonly query?: string;
  /** In words with units: `0 → 1`, `137 (OOMKilled)`. */
  readonly observed: string;
  readonly at: EpochMs;
}

interface EventBase {
  /** Stable over reloads and ranges: derived from node, kind, workload and time. */
  readonly id: string;
  readonly cluster?: string;
  readonly node: string;
  /** When it happened lies in [earliest, latest]; equal when a source gave the exact time. */
  readonly earliest: EpochMs;
  readonly latest: EpochMs;
  readonly proofs: readonly Proof[];
}

interface OnWorkload {
  readonly namespace?: string;
  readonly pod?: string;
  readonly container?: string;
  readonly qos?: QosClass;
}

/** The kubelet decided to evict. Pod fields are absent when no source named the pod. */
export interface Eviction extends EventBase, OnWorkload {
  readonly kind: 'eviction';
  /** `memory.available`, `allocatableMemory.available`, `nodefs.available`, …; absent when no source named it. */
  readonly signal?: string;
}

/** The kernel killed. Container fields are absent for a kill that only the node's counter saw. */
export interface OomKill extends EventBase, OnWorkload {
  readonly kind: 'oom-kill';
  readonly exitCode?: number;
  readonly reason?: string;
  /** Killed processes counted for this event, as node_vmstat_oom_kill counts. */
  readonly processes?: number;
  /** The step of the counter that counted it; kills of one step share `processes`. */
  readonly countedIn?: { readonly rise: string; readonly earliest: EpochMs; readonly latest: EpochMs };
}

/** A container ended, by whatever cause; whether memory was it is the verdict's business. */
export interface Termination extends EventBase, OnWorkload {
  readonly kind: 'termination';
  readonly exitCode?: number;
  readonly reason?: string;
}

/** MemoryPressure was true from `earliest` to `latest`. */
export interface PressureWindow extends EventBase {
  readonly kind: 'pressure';
  /** False when the range ends before the condition did. */
  readonly ended: boolean;
}

export type NodeEvent = Eviction | OomKill | Termination | PressureWindow;
export type NodeEventKind = NodeEvent['kind'];
