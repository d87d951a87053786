import { groupBy } from '../../domain/groupBy';
import type { Series } from '../../domain/series';
import { PART } from '../events/eventSource';
import { part } from '../events/queryParts';
import { or } from '../promql';

/** Many questions as one query: each part's series carry its name. */
export const allOf = (parts: Readonly<Record<string, string>>): string =>
  or(...Object.entries(parts).map(([name, expr]) => part(name, expr)));

/** The series of each part; a part that found nothing is absent. */
export const partsOf = (series: readonly Series[] = []): ReadonlyMap<string, readonly Series[]> =>
  groupBy(series, ({ labels }) => labels[PART] ?? '');
