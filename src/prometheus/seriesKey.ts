import type { Series } from '../domain/series';

/** Equal for series of the same labels, in whatever order they came. */
export const seriesKey = ({ labels }: Pick<Series, 'labels'>): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
