/** CSS pixels, origin at the canvas' top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const right = (box: Box): number => box.x + box.width;
export const bottom = (box: Box): number => box.y + box.height;

/** The least box that holds the points, of which there is one at least. */
export function boxAround(points: readonly Point[]): Box {
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

export function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}

/** The parts of a polyline that lie inside the box, cut exactly at its edges; points that are not finite break it. */
export function clipPolyline(points: readonly Point[], box: Box): ReadonlyArray<readonly Point[]> {
  if (points.length > 1 && points.every((point) => isInside(point, box))) {
    return [points];
  }
  const runs: Point[][] = [];
  let end: Point | undefined;
  for (let i = 1; i < points.length; i++) {
    const piece = clipSegment(points[i - 1]!, points[i]!, box);
    if (!piece) {
      end = undefined;
      continue;
    }
    const run = runs.at(-1);
    if (run && end && end.x === piece[0].x && end.y === piece[0].y) {
      run.push(piece[1]);
    } else {
      runs.push([...piece]);
    }
    end = piece[1];
  }
  return runs;
}

/** What of it lies inside the box. */
export function clipSegment(from: Point, to: Point, box: Box): readonly [Point, Point] | undefined {
  if (isBeside(from, to, box)) {
    return undefined;
  }
  return isInside(from, box) && isInside(to, box) ? [from, to] : cutSegment(from, to, box);
}

/** Both ends beyond one edge: by far the most of a curve, seen from a label. */
const isBeside = (a: Point, b: Point, { x, y, width, height }: Box): boolean =>
  (a.x < x && b.x < x) ||
  (a.x > x + width && b.x > x + width) ||
  (a.y < y && b.y < y) ||
  (a.y > y + height && b.y > y + height);

const isInside = (point: Point, box: Box): boolean =>
  point.x >= box.x && point.x <= right(box) && point.y >= box.y && point.y <= bottom(box);

/** Liang and Barsky: the share of the segment that survives all four edges. */
function cutSegment(from: Point, to: Point, box: Box): readonly [Point, Point] | undefined {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) {
    return undefined;
  }
  const edges: ReadonlyArray<readonly [number, number]> = [
    [-dx, from.x - box.x],
    [dx, right(box) - from.x],
    [-dy, from.y - box.y],
    [dy, bottom(box) - from.y],
  ];
  let [enter, leave] = [0, 1];
  for (const [towards, room] of edges) {
    if (towards === 0 && room < 0) {
      return undefined;
    }
    if (towards < 0) {
      enter = Math.max(enter, room / towards);
    } else if (towards > 0) {
      leave = Math.min(leave, room / towards);
    }
  }
  const at = (share: number): Point => within({ x: from.x + share * dx, y: from.y + share * dy }, box);
  // The untouched ends stay where they are, so that neighbouring pieces join without rounding.
  return enter > leave
    ? undefined
    : [enter === 0 ? within(from, box) : at(enter), leave === 1 ? within(to, box) : at(leave)];
}

/** The nearest point inside the box. */
export function within({ x, y }: Point, box: Box): Point {
  return { x: clamp(x, box.x, right(box)), y: clamp(y, box.y, bottom(box)) };
}
