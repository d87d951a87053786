import type { EndCause } from './pod';

export interface PodRef {
  readonly namespace: string;
  readonly pod: string;
  readonly uid: string;
  readonly qos: string;
  readonly owner: string;
}

/** Whose growth it was, in truth: measured by the simulator over the minutes before. */
export type Cause =
  | { readonly kind: 'pod'; readonly namespace: string; readonly pod: string }
  | { readonly kind: 'outside-pods' }
  | { readonly kind: 'nobody' };

/** What really happened on the node, in the order it did. Times are in Prometheus's clock. */
export type Fact =
  | {
      readonly kind: 'oom-kill';
      readonly at: number;
      readonly scope: 'container' | 'pod' | 'kubepods' | 'node' | 'system';
      /** Absent for a process outside the pods. */
      readonly pod?: PodRef;
      readonly container?: string;
      /** The container ended with it. */
      readonly ended: boolean;
      readonly pid: number;
      readonly comm: string;
      readonly limitOf?: string;
      readonly taskMemcg: string;
      readonly processes: number;
      readonly group: boolean;
      readonly cause: Cause;
      readonly paidForAnother: boolean;
    }
  | {
      readonly kind: 'eviction';
      readonly at: number;
      readonly signal: string;
      /** Both memory thresholds were met. */
      readonly both: boolean;
      readonly pod: PodRef;
      readonly message: string;
      readonly cause: Cause;
      readonly paidForAnother: boolean;
    }
  | {
      readonly kind: 'end';
      readonly at: number;
      readonly pod: PodRef;
      readonly container: string;
      readonly cause: EndCause;
      readonly exitCode: number;
      readonly reason: string;
      /** How much it held, and may hold. */
      readonly held: number;
      readonly grew: boolean;
      readonly limit?: number;
    }
  | { readonly kind: 'pressure'; readonly at: number; readonly status: 'True' | 'False' | 'Unknown' }
  | {
      readonly kind: 'node-restart';
      readonly at: number;
      readonly until: number;
      readonly planned: boolean;
      readonly shortOfMemory: boolean;
    }
  | { readonly kind: 'kubelet-restart'; readonly at: number; readonly until: number }
  | {
      readonly kind: 'deleted';
      readonly at: number;
      readonly pod: PodRef;
      readonly why: 'delete' | 'drain' | 'rolling-restart';
    };
