import { clipSegment, right, type Point } from './geometry';
import { CURVES } from './names';
import { shownValues, stretches, type Scene } from './scene';
import { textBox, type Text } from './shapes';

export interface Candidate {
  readonly shape: Text;
  /** Added to the pixels crossed: how much one would rather not have this one. */
  readonly cost: number;
}

/** Air around a text that a curve should not touch. */
const AIR = 3;

/** A text crossed by more pixels of curves than this is better left out. */
const UNREADABLE = 90;

/** Of several places for a text the one that the fewest pixels of curves run through; the first among equals. */
export function leastCrossed(scene: Scene, candidates: readonly Candidate[]): Text | undefined {
  const drawn = drawnCurves(scene);
  let [best, least]: [Text | undefined, number] = [undefined, UNREADABLE];
  for (const { shape, cost } of candidates) {
    const crossed = pixelsInside(drawn, shape, scene, least - cost);
    if (crossed !== undefined) {
      [best, least] = [shape, cost + crossed];
    }
  }
  return best;
}

/** The same for every text of a scene. */
const known = new WeakMap<Scene, ReadonlyArray<readonly Point[]>>();

function drawnCurves(scene: Scene): ReadonlyArray<readonly Point[]> {
  const drawn = known.get(scene) ?? CURVES.flatMap((name) => stretches(scene, shownValues(scene, name) ?? []));
  known.set(scene, drawn);
  return drawn;
}

/** Undefined once they are no fewer than `limit`: most places of most texts are crossed at once by as many as the best so far. */
function pixelsInside(
  curves: ReadonlyArray<readonly Point[]>,
  shape: Text,
  { measure }: Scene,
  limit: number
): number | undefined {
  const { x, y, width, height } = textBox(shape, measure);
  const box = { x: x - AIR, y: y - AIR, width: width + 2 * AIR, height: height + 2 * AIR };
  let length = 0;
  for (const points of curves) {
    // Points follow each other from left to right: only those that reach into the box's width are looked at.
    const last = Math.min(points.length - 1, firstFrom(points, right(box)));
    for (let i = Math.max(1, firstFrom(points, box.x)); i <= last && length < limit; i += 1) {
      const piece = clipSegment(points[i - 1]!, points[i]!, box);
      length += piece ? Math.hypot(piece[1].x - piece[0].x, piece[1].y - piece[0].y) : 0;
    }
  }
  return length < limit ? length : undefined;
}

/** The index of the first point that is no further left, by halving. */
function firstFrom(points: readonly Point[], x: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = points[middle]!.x < x ? [middle + 1, high] : [low, middle];
  }
  return low;
}
