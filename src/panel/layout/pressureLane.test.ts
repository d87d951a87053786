import type { PressureWindow } from '../../domain/events/events';
import { START, STEP, articleMemory, sceneOf } from '../testing/sceneOf';

import { right } from './geometry';
import { layoutPressureLane } from './pressureLane';

const ORANGE = '#ff9830';

const window = (from: number, to: number, parts: Partial<PressureWindow> = {}): PressureWindow => ({
  kind: 'pressure',
  id: 'pressure',
  node: 'lab-node',
  earliest: START + from * STEP,
  latest: START + to * STEP,
  ended: true,
  proofs: [],
  ...parts,
});

/** The range is seven steps long. */
const laid = (windows: readonly PressureWindow[], size = { width: 1000, height: 400 }) => {
  const scene = sceneOf({ memory: articleMemory({ events: windows }) }, size);
  return { scene, shapes: layoutPressureLane(scene) };
};
const barsOf = (windows: readonly PressureWindow[]) => {
  const { scene, shapes } = laid(windows);
  const { plot } = scene;
  return shapes.flatMap((shape) =>
    shape.kind === 'rect' && shape.fill === ORANGE
      ? [
          [(7 * (shape.box.x - plot.x)) / plot.width, (7 * (right(shape.box) - plot.x)) / plot.width].map((n) =>
            Number(n.toFixed(2))
          ),
        ]
      : []
  );
};
const textsOf = (windows: readonly PressureWindow[], size?: { width: number; height: number }) =>
  laid(windows, size).shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

test.each<[string, readonly PressureWindow[], number[][]]>([
  ['a window lies where it was on', [window(2, 5)], [[2, 5]]],
  [
    'two windows are two bars',
    [window(0, 1), window(4, 5)],
    [
      [0, 1],
      [4, 5],
    ],
  ],
  ['one still on reaches to the range’s end', [window(2, 6, { ended: false })], [[2, 7]]],
  ['one still on ends where samples ended long before', [window(2, 4, { ended: false })], [[2, 4]]],
  ['what began before the range is cut at its edge', [window(-3, 2)], [[0, 2]]],
  ['what lies wholly outside is not drawn', [window(-3, -1), window(8, 9)], []],
])('%s', (_, windows, expected) => {
  expect(barsOf(windows)).toEqual(expected);
});

test('a window of one sample can still be seen', () => {
  const [[from, to] = []] = barsOf([window(3, 3)]);
  expect(to).toBeGreaterThan(from!);
});

test.each<[string, readonly PressureWindow[], { width: number; height: number } | undefined, readonly string[]]>([
  [
    'a long one says why it lasts',
    [window(0, 7)],
    undefined,
    ['MemoryPressure: the kubelet holds it for minutes by design'],
  ],
  ['one still on says so', [window(0, 7, { ended: false })], undefined, ['MemoryPressure, still on at the end']],
  ['a shorter one says what it is', [window(2, 4)], undefined, ['MemoryPressure']],
  ['one too short for words has none', [window(3, 3)], undefined, []],
])('%s', (_, windows, size, expected) => {
  expect(textsOf(windows, size).filter((text) => text !== 'condition')).toEqual(expected);
});

test('the lane is named where there is room to its left, and there is none on a low canvas', () => {
  expect(textsOf([], { width: 2000, height: 400 })).toEqual([]);
  const scene = sceneOf({}, { width: 1000, height: 400 });
  const roomy = { ...scene, plot: { ...scene.plot, x: 120 } };
  expect(layoutPressureLane(roomy)).toContainEqual(expect.objectContaining({ kind: 'text', text: 'condition' }));
  expect(layoutPressureLane({ ...scene, canvas: { width: 1000, height: 100 } })).toEqual([]);
});
