import type { Series } from '../../domain/series';
import type { Matcher } from '../promql';

/** A question as what is made of bare series, without any PromQL but their selectors. */
export interface Bare {
  /** Its answer is all of them. */
  readonly parts: readonly BarePart[];
  /** What else belongs to the answer, in PromQL. */
  readonly rest?: string;
}

/** `max by (labels)` of some series. */
export interface BarePart extends BareSeries {
  /** Of a question with several kinds of answers: which this is (`PART`). */
  readonly part?: string;
  readonly by: readonly string[];
  /**
   * Not their values, but when they were sampled, in seconds; or 1 wherever there is any; or the least, where not all are the same.
   * Of what is read at steps the samples are read as they are stored as well: `timestamp` makes a Prometheus go through all of a
   * series up to each step.
   */
  readonly what?: 'sampleTime' | 'there' | 'disputed';
  /** At which steps there is what by its labels, where that was read before: of stored samples what these steps show. */
  readonly shown?: readonly Series[];
  /** What is read as it is stored is given at every step, as long as an instant would show it but for stale markers. */
  readonly isHeld?: boolean;
  /** Only what is above 0. */
  readonly isPositive?: boolean;
  /** Only where one of these, with the same labels, is above 0. */
  readonly while?: BareSeries;
}

export interface BareSeries {
  readonly metrics: readonly string[];
  /** Asked for where these have no series at all. */
  readonly otherwise?: Pick<BareSeries, 'metrics' | 'places' | 'among'>;
  /** Matchers, as alternatives: no series matches two of them. */
  readonly places: ReadonlyArray<readonly Matcher[]>;
  /** Those of them that are meant, where one read serves questions about several kinds. */
  readonly among?: readonly Matcher[];
  /**
   * Read as they are stored, each sample once, and given at those steps at which one is new: for who looks at samples only. It may
   * show samples that steps do not: of several between two steps, and such as a stale marker follows at once.
   */
  readonly isStored?: boolean;
}
