import type { PromQuery } from './port';

/** VictoriaMetrics refuses a longer query (-search.maxQueryLen: 16 KiB); Prometheus, Thanos and Mimir take more in a POST. */
const MOST_BYTES = 16_000;

/** Every server takes a query of this length. A character is three bytes at most. */
export const isShortEnough = (expr: string): boolean =>
  expr.length * 3 <= MOST_BYTES || new TextEncoder().encode(expr).length <= MOST_BYTES;

/** One question in as many queries as it takes. */
export const inSeveral = ([expr = '', ...more]: readonly string[]): Pick<PromQuery, 'expr' | 'more'> => ({
  expr,
  ...(more.length > 0 && { more }),
});

/** Neighbours together, as long as what they are asked by stays short enough. */
export function inShortGroups<T>(all: readonly T[], textOf: (one: T) => string, most = Infinity): T[][] {
  const groups: T[][] = [];
  for (const one of all) {
    const last = groups.at(-1);
    if (last && last.length < most && isShortEnough([...last, one].map(textOf).join())) {
      last.push(one);
    } else {
      groups.push([one]);
    }
  }
  return groups;
}
