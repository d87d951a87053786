import type { Interval } from '../events/eventsObserved';
import type { DurationMs } from '../units';

/** What belongs to one matter: everything under the same key, no further apart than the window. */
export interface Matter {
  readonly key: string;
  /** Absent: the key itself says that it is one, however far apart. */
  readonly window?: DurationMs;
}

/**
 * Groups of one matter. What is known within a few scrapes anchors; what may have happened anywhere in a wide interval joins the
 * one group it can belong to, and never brings two together.
 */
export function cluster<Item extends Interval>(
  items: readonly Item[],
  matterOf: (item: Item) => Matter,
  narrow: DurationMs
): Item[][] {
  const byKey = new Map<string, Item[]>();
  items.forEach((item) => byKey.set(matterOf(item).key, [...(byKey.get(matterOf(item).key) ?? []), item]));
  return [...byKey.values()].flatMap((own) => {
    const [first] = own;
    const window = first && matterOf(first).window;
    return window === undefined ? [own] : clusterByTime(own, window, narrow);
  });
}

function clusterByTime<Item extends Interval>(
  items: readonly Item[],
  window: DurationMs,
  narrow: DurationMs
): Item[][] {
  const isNarrow = ({ earliest, latest }: Item) => latest - earliest <= narrow;
  const groups: Item[][] = [];
  for (const item of items.filter(isNarrow).sort((a, b) => a.earliest - b.earliest)) {
    const last = groups[groups.length - 1];
    if (last?.some((other) => gap(other, item) <= window)) {
      last.push(item);
    } else {
      groups.push([item]);
    }
  }
  const wide: Item[][] = [];
  for (const item of items.filter((one) => !isNarrow(one))) {
    const [only, ...others] = groups.filter((group) => group.some((other) => gap(other, item) <= window));
    if (only && others.length === 0) {
      only.push(item);
      continue;
    }
    // Two counts of the same stretch nobody looked at are one matter; else each stands for itself.
    const same = others.length === 0 ? wide.find((group) => group.every((other) => gap(other, item) === 0)) : undefined;
    if (same) {
      same.push(item);
    } else {
      wide.push([item]);
    }
  }
  return [...groups, ...wide];
}

/** How far apart two spans of time are; 0 when they touch. */
export function gap(a: Interval, b: Interval): DurationMs {
  return Math.max(0, a.earliest - b.latest, b.earliest - a.latest);
}

/** From the first to the last of what is known within a few scrapes; of all where nothing is. */
export function boundsWithin(items: readonly Interval[], narrow: DurationMs): Interval {
  const anchors = items.filter(({ earliest, latest }) => latest - earliest <= narrow);
  const counted = anchors.length > 0 ? anchors : items;
  return {
    earliest: Math.min(...counted.map(({ earliest }) => earliest)),
    latest: Math.max(...counted.map(({ latest }) => latest)),
  };
}
