import type { FoundEviction } from '../../events/detectEvictions';
import type { Kill } from '../../events/detectOomKills';
import type { ContainerEnd, Interval, Restart } from '../../events/eventsObserved';
import type { ReviewData } from '../reviewData';
import type { Evidence, MissingEvidence, Verdict } from '../types';

/** One thing that ended or rose, and when: what every hypothesis is held against. */
export interface Subject extends Interval {
  /** A container ended; the kernel counted what no container's end shows; the kubelet evicted; the node started again. */
  readonly kind: 'end' | 'count' | 'eviction' | 'restart';
  /** Of `end`, whatever ended it. */
  readonly end?: ContainerEnd;
  /** The kernel's count that fits it, of `end` and `count`. */
  readonly kill?: Kill;
  readonly eviction?: FoundEviction;
  readonly restart?: Restart;
}

/**
 * What one source says to one prediction. `names`: the source names this cause, for this very thing. `measured`: a measurement
 * inside the interval in question. `fits`: it agrees, or disagrees, and so may other causes.
 */
export type Answer =
  | {
      readonly speaks: 'for' | 'against';
      readonly strength: 'names' | 'measured' | 'fits';
      readonly evidence: readonly Evidence[];
    }
  | { readonly speaks: 'silent'; readonly missing?: MissingEvidence };

/** One prediction of a hypothesis. */
export interface Prediction {
  /** What must be seen if the hypothesis is true. */
  readonly predicts: string;
  /** Who could have seen it. */
  readonly source: string;
  /** The kubelet's, kernel's or exporter's rule it follows from. */
  readonly rule: string;
  /** It holds for other causes of its kind as well, so it tells none of them from the others. */
  readonly shared?: true;
  readonly ask: (subject: Subject, data: ReviewData) => Answer;
}

/** One possible cause, with what it predicts of each source. */
export interface Hypothesis {
  readonly verdict: Verdict;
  readonly about: ReadonlyArray<Subject['kind']>;
  /** The line that is crossed, for the incident's `signal`. */
  readonly signal?: string;
  readonly predictions: readonly Prediction[];
}

export const SILENT: Answer = { speaks: 'silent' };

export function silent(missing: MissingEvidence): Answer {
  return { speaks: 'silent', missing };
}

export function speaks(
  how: 'for' | 'against',
  strength: 'names' | 'measured' | 'fits',
  ...evidence: readonly Evidence[]
): Answer {
  return { speaks: how, strength, evidence: evidence.map((item) => ({ ...item, speaks: how })) };
}
