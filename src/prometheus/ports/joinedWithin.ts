import type { DurationMs } from '../../domain/units';

import type { Stretch } from './port';

/** Stretches in the order of their begin, those joined that lie no further apart. */
export function joinedWithin(all: readonly Stretch[], near: DurationMs): readonly Stretch[] {
  return all.reduce<Stretch[]>((joined, next) => {
    const last = joined.at(-1);
    return last && next.from - last.to <= near
      ? [...joined.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to) }]
      : [...joined, next];
  }, []);
}
