import type { Series } from '../../domain/series';
import type { DurationMs, EpochMs } from '../../domain/units';

import type { PodName } from '../../domain/incidents/reviewData';

import type { Bare } from './bare';
import type { Indexed } from './indexed';

/** A part of a range, both ends included. */
export interface Stretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Of any range. */
export const ALL_ALONG: Stretch = { from: -Infinity, to: Infinity };

export interface PromQuery {
  /** Unique in its request; stable from refresh to refresh (Grafana's incremental querying keys on it). */
  readonly refId: string;
  readonly expr: string;
  /** Further queries of the same question, where one would be too long for the server; their series are added to its own. */
  readonly more?: readonly string[];
  /** `instant` is evaluated once, at the end of the range. */
  readonly mode: 'range' | 'instant';
  /** Of its own, where it is not the request's. */
  readonly step?: DurationMs;
  /** What is asked lies so far back that nothing comes there late: it may be remembered as long as the past of any answer. */
  readonly isPast?: boolean;
  /** The series that it can be put together from by who asks (barePort), which costs a server far less than its PromQL. */
  readonly bare?: Bare;
  /** What an index tells instead, where the port can ask one (indexPort). */
  readonly index?: Indexed;
  /** Cannot be a part of another query. */
  readonly isAlone?: boolean;
  /** How it may be read with less, where the port can do so (frugalPort); otherwise it is asked like any other. */
  readonly frugal?: Frugal;
}

/** What is known of a question beforehand, so that less has to be read for the same answer. */
export interface Frugal {
  /**
   * `seldom`: its values change seldom, so that between two alike looks it is as it was. `around`: it is wanted at such looks and
   * closely where anything changed. Otherwise it is read at each step.
   */
  readonly read?: 'seldom' | 'around';
  /**
   * Of what is wanted around: where the range begins and ends at looks it is asked for at these two, and at all of them only whether
   * it is there, which tells of a change as well.
   */
  readonly atEnds?: AtEnds;
  /** What of that is read seldom changes at each step nevertheless. */
  readonly apart?: Apart;
  /** Of what is wanted around: those of its series tell of a change that differ from one look to the next. */
  readonly changes?: (series: Series) => boolean;
  /** Where one of its series begins, or where it is interrupted, what is read seldom is looked at closely. */
  readonly tells?: 'begins' | 'interrupted';
  /** What is read seldom is taken for uninterrupted only where one of these questions is answered without a gap. */
  readonly heldBy?: readonly string[];
  /** How it is read over a stretch in which anything changed, in view of the reply to the first look; otherwise as it is asked. */
  readonly closely?: (looked: PromReply, stretch: Stretch) => Pick<PromQuery, 'expr' | 'bare'> | undefined;
  /** The same about these pods alone: of the others, of which nothing changed, the looks say it. */
  readonly ofPods?: (pods: readonly PodName[]) => Pick<PromQuery, 'expr' | 'more' | 'bare'>;
  /** Asked only where the reply to the others makes it necessary, and all along if it says anything there. */
  readonly when?: (others: PromReply) => Stretch | undefined;
}

/** One question as two: what is read seldom of it, and what at each step. */
export interface Apart {
  readonly seldom: string;
  readonly each: string;
}

export interface AtEnds {
  readonly there: Pick<PromQuery, 'expr' | 'bare'>;
  /** The question so long before the end. */
  readonly ago: (time: DurationMs) => string;
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
