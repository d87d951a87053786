import { groupBy } from '../../domain/groupBy';
import type { Series } from '../../domain/series';
import { PART } from '../events/eventSource';
import { part } from '../events/queryParts';
import { or } from '../promql';

/**
 * Many questions as one query: each part's series carry its name. In halves: a server goes through all on the left of each `or`, so
 * that a row of twenty looks at the first twenty times.
 */
export const allOf = (parts: Readonly<Record<string, string>>): string =>
  inHalves(Object.entries(parts).map(([name, expr]) => part(name, expr)));

function inHalves(parts: readonly string[]): string {
  const half = Math.ceil(parts.length / 2);
  return parts.length <= MOST_IN_ROW
    ? or(...parts)
    : or(...[parts.slice(0, half), parts.slice(half)].map((some) => inHalves(some)));
}

const MOST_IN_ROW = 4;

/** The series of each part; a part that found nothing is absent, and so are bare series. */
export const partsOf = (series: readonly Series[] = []): ReadonlyMap<string, readonly Series[]> =>
  groupBy(
    series.filter(({ labels }) => labels[PART] !== undefined),
    ({ labels }) => labels[PART] ?? ''
  );
