/** Wants its middle at `desired`; takes `height` pixels. */
export interface Stackable {
  readonly desired: number;
  readonly height: number;
}

interface Pool {
  readonly from: number;
  readonly to: number;
  /** Sum of the positions each member would like the pool to start at. */
  readonly wish: number;
  readonly height: number;
}

/**
 * Top edges for labels in a column from `top` to `bottom`, in the order given: none overlaps another, and the sum of
 * squared moves is the least possible (isotonic regression by pooling). Undefined when they cannot all fit.
 * Labels come sorted by `desired`.
 */
export function stackLabels(labels: readonly Stackable[], top: number, bottom: number): readonly number[] | undefined {
  const needed = labels.reduce((sum, label) => sum + label.height, 0);
  if (needed > bottom - top) {
    return undefined;
  }
  const pools = labels.reduce<readonly Pool[]>((done, label, index) => {
    return merge([...done, { from: index, to: index, wish: label.desired - label.height / 2, height: label.height }]);
  }, []);
  return placeInside(labels, pools, top, bottom);
}

const startOf = (pool: Pool): number => pool.wish / (pool.to - pool.from + 1);

/** Joins the last pool to its neighbours above while it starts before they end. */
function merge(pools: readonly Pool[]): readonly Pool[] {
  const [above, last] = [pools.at(-2), pools.at(-1)];
  if (!above || !last || startOf(above) + above.height <= startOf(last)) {
    return pools;
  }
  const members = last.to - last.from + 1;
  const joined = {
    from: above.from,
    to: last.to,
    wish: above.wish + last.wish - members * above.height,
    height: above.height + last.height,
  };
  return merge([...pools.slice(0, -2), joined]);
}

/** Pools leave the column only at its ends: they are pushed back one after the other, downwards and then upwards. */
function placeInside(labels: readonly Stackable[], pools: readonly Pool[], top: number, bottom: number): number[] {
  const tops = pools.flatMap((pool) => {
    let at = startOf(pool);
    return labels.slice(pool.from, pool.to + 1).map((label) => {
      const here = at;
      at += label.height;
      return here;
    });
  });
  let floor = top;
  const pushedDown = tops.map((at, index) => {
    const placed = Math.max(at, floor);
    floor = placed + labels[index]!.height;
    return placed;
  });
  let ceiling = bottom;
  return pushedDown
    .map((_, index) => pushedDown.length - 1 - index)
    .map((index) => {
      const placed = Math.min(pushedDown[index]!, ceiling - labels[index]!.height);
      ceiling = placed;
      return placed;
    })
    .reverse();
}
