import type { Interval } from '../events/eventsObserved';

import type { Decision } from './decide';
import type { Subject } from './hypotheses/hypothesis';

/** A subject with what is thought of it. */
export interface Judged extends Interval {
  readonly subject: Subject;
  readonly decision: Decision;
}
