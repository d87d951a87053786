import { DELAY } from '../../events/delays';
import type { Interval } from '../../events/eventsObserved';
import { tolerancesOf, type ReviewData } from '../reviewData';

/** The containers' statuses were read shortly before an interval and soon after it: a container that ended in it would show. */
export function statusesRead({ earliest, latest }: Interval, data: ReviewData): boolean {
  const { statusesKnown, looks } = data.observed;
  const { narrow } = tolerancesOf(data);
  return (
    statusesKnown &&
    looks.statuses.some((at) => at <= earliest && at >= earliest - narrow) &&
    looks.statuses.some((at) => at >= latest && at <= latest + narrow + DELAY.statusReport)
  );
}
