import type { Series } from '../domain/series';
import type { DurationMs, EpochMs } from '../domain/units';

export interface PromQuery {
  /** Unique in its request; stable from refresh to refresh (Grafana's incremental querying keys on it). */
  readonly refId: string;
  readonly expr: string;
  /** Further queries of the same question, where one would be too long for the server; their series are added to its own. */
  readonly more?: readonly string[];
  /** `instant` is evaluated once, at the end of the range. */
  readonly mode: 'range' | 'instant';
}

export interface PromRequest {
  readonly queries: readonly PromQuery[];
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly step: DurationMs;
}

export interface QueryError {
  /** Absent when the whole request failed. */
  readonly refId?: string;
  /** HTTP status of the reply, when there was one. */
  readonly status?: number;
  readonly message: string;
}

/** What arrived, with what failed beside it: one failing query never hides the others' data. */
export interface PromReply {
  /** Every refId that answered, also with no series at all. */
  readonly series: Readonly<Record<string, readonly Series[]>>;
  readonly errors: readonly QueryError[];
  readonly warnings: readonly string[];
}

/**
 * Asks a Prometheus. One call is one upstream request. It settles with errors inside the reply and rejects only when aborted.
 */
export type PrometheusPort = (request: PromRequest, signal?: AbortSignal) => Promise<PromReply>;
