import { DELAY } from '../../events/delays';
import type { Interval, Rise } from '../../events/eventsObserved';
import { touches } from '../../events/touches';
import type { Subject } from '../hypotheses/hypothesis';
import { tolerancesOf, type ReviewData } from '../reviewData';
import type { Evidence, MissingEvidence } from '../types';

/** What the kubelet's own count of evictions says of an eviction or an end. */
export type EvictionCount =
  { readonly says: 'counted'; readonly rise: Rise } | { readonly says: 'stood still' } | { readonly says: 'nothing' };

export function evictionCount({ eviction, earliest, latest }: Subject, data: ReviewData): EvictionCount {
  if (eviction?.rise) {
    return { says: 'counted', rise: eviction.rise };
  }
  const around = { earliest: earliest - DELAY.clockSkew, latest: latest + DELAY.podCleanup };
  const rose = data.observed.evictions.some(({ rise }) => rise && touches(rise, around));
  // Something else shows an eviction: a count that was never there is not collected, rather than nothing.
  const isMissing = eviction !== undefined && data.observed.evictionsCounted === false;
  return !rose && !isMissing && wasRead(around, data) ? { says: 'stood still' } : { says: 'nothing' };
}

/** The kubelet's page was read before and after, with no gap in between. */
function wasRead({ earliest, latest }: Interval, data: ReviewData): boolean {
  const { kubelet } = data.observed.looks;
  const before = kubelet.filter((at) => at <= earliest).pop();
  const after = kubelet.find((at) => at >= latest);
  const { gap } = tolerancesOf(data);
  const between = kubelet.filter((at) => before !== undefined && after !== undefined && at >= before && at <= after);
  return (
    before !== undefined &&
    after !== undefined &&
    between.every((at, i) => i === 0 || at - (between[i - 1] ?? at) <= gap)
  );
}

export function countedItem({ metric, query, before, after, latest, signal }: Rise): Evidence {
  return {
    speaks: 'for',
    text: `kubelet_evictions rose under ${signal ?? 'an unnamed signal'}`,
    source: metric,
    query,
    ...(signal && { about: { eviction_signal: signal } }),
    value: `${before ?? 'absent'} → ${after}`,
    at: latest,
  };
}

export function notCountedItem({ latest }: Interval): Evidence {
  return { speaks: 'against', text: 'the kubelet counted no eviction then', source: 'kubelet_evictions', at: latest };
}

export const EVICTION_COUNT: MissingEvidence = {
  what: 'the kubelet’s own count by signal',
  setting: 'scrape /metrics of the kubelet and keep kubelet_evictions',
};
