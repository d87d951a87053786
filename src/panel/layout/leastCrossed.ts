import { clipPolyline, type Box, type Point } from './geometry';
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
  const drawn = CURVES.flatMap((name) => stretches(scene, shownValues(scene, name) ?? []));
  const costs = candidates.map(({ shape, cost }) => {
    const { x, y, width, height } = textBox(shape, scene.measure);
    const box = { x: x - AIR, y: y - AIR, width: width + 2 * AIR, height: height + 2 * AIR };
    return drawn.reduce((sum, points) => sum + lengthInside(points, box), cost);
  });
  const least = Math.min(...costs);
  return least < UNREADABLE ? candidates[costs.indexOf(least)]?.shape : undefined;
}

function lengthInside(points: readonly Point[], box: Box): number {
  return clipPolyline(points, box)
    .flatMap((run) => run.slice(1).map((point, index) => Math.hypot(point.x - run[index]!.x, point.y - run[index]!.y)))
    .reduce((sum, length) => sum + length, 0);
}
