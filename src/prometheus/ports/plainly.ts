import type { PromQuery } from './port';

/** Asked at each step, for who needs every sample of every source. */
export function plainly({ frugal: _, ...query }: PromQuery): PromQuery {
  return query;
}
