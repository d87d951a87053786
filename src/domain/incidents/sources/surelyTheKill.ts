import type { ContainerEnd } from '../../events/eventsObserved';
import type { Subject } from '../hypotheses/hypothesis';
import type { ReviewData } from '../reviewData';

import { statusesRead } from './statusesRead';

/** What was counted was this: more than a flag says that its end was a kill, and the others' ends were read, if they can be. */
export function isSurelyTheKill(subject: Subject, data: ReviewData): boolean {
  const { end } = subject;
  return !(end && isFlagOnly(end)) && (!data.observed.statusesKnown || statusesRead(subject, data));
}

/** A flag alone may be a child's or, on cgroup v1, a bystander's: neither its time nor its code says that this end was the kill. */
const isFlagOnly = ({ exact, exitCode }: ContainerEnd): boolean => !exact && exitCode === undefined;
