import { MiB } from '../../domain/units';
import { articleMemory, curveInMiB, sceneOf, START, STEP } from '../testing/sceneOf';
import { leastCrossed } from './leastCrossed';
import type { Text } from './shapes';

/** A sample each 100 pixels: level at 100 pixels, then up to 1000 within one step. */
const level = [100, 100, 100, 100, 100, 1000, 1000, 1000];
const none = curveInMiB(level.map(() => null));
const scene = sceneOf({
  memory: articleMemory({
    podsWorkingSet: curveInMiB(level),
    podsGhost: none,
    nodeWorkingSet: none,
    nodeAvailable: none,
  }),
  x: (time) => ((time - START) / STEP) * 100,
  y: (value) => value / MiB,
});

const textAt = (x: number, y: number): Text => ({
  kind: 'text',
  text: 'band',
  at: { x, y },
  align: 'left',
  size: 12,
  color: 'red',
});

describe('leastCrossed', () => {
  it('takes the place that no curve runs through, although a curve is drawn at the same height elsewhere', () => {
    const [crossed, free] = [textAt(210, 104), textAt(610, 104)];
    const candidates = [
      { shape: crossed, cost: 0 },
      { shape: free, cost: 1 },
    ];
    expect(leastCrossed(scene, candidates)).toBe(free);
  });

  it('counts a curve whose samples lie on both sides of the text', () => {
    const between = textAt(435, 500);
    expect(leastCrossed(scene, [{ shape: between, cost: 75 }])).toBeUndefined();
    expect(leastCrossed(scene, [{ shape: textAt(435, 800), cost: 75 }])).toBeDefined();
  });

  it('takes the first of places that nothing runs through', () => {
    const places = [300, 500, 700].map((y) => ({ shape: textAt(10, y), cost: 0 }));
    expect(leastCrossed(scene, places)).toBe(places[0]?.shape);
  });
});
