import type { NodeMemory } from '../../domain/node/nodeMemory';
import { START, STEP, articleMemory, curveInMiB, sceneOf } from '../testing/sceneOf';

import {
  GHOST_DASH,
  PROJECTED_DASH,
  ghostCurve,
  nodeCurve,
  nodeLine,
  podsCurve,
  projectedCurves,
  stepped,
} from './curves';
import type { Polyline, Shape } from './shapes';

const BLUE = '#5794f2';

type Values = ReadonlyArray<number | null>;

const memoryOf = (parts: Partial<NodeMemory>, length: number, step = STEP): NodeMemory => {
  const times = Array.from({ length }, (_, index) => START + index * step);
  return articleMemory({ times, events: [], podsGhost: undefined, ...parts });
};
const lines = (shapes: readonly Shape[]): readonly Polyline[] =>
  shapes.filter((shape): shape is Polyline => shape.kind === 'polyline');
const kinds = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) =>
    shape.kind === 'polyline'
      ? [`${shape.dash ? 'dashed' : 'solid'} ${shape.points.length}`]
      : shape.kind === 'marker'
        ? [shape.symbol]
        : []
  );

describe('nodeCurve', () => {
  const drawn = (values: Values, step = STEP) =>
    kinds(
      nodeCurve(
        sceneOf({ memory: memoryOf({ nodeAvailable: curveInMiB(values) }, values.length, step) }),
        'nodeAvailable'
      )
    );

  test.each<[string, Values, readonly string[]]>([
    ['is solid while it was sampled', [1, 2, 3], ['solid 3']],
    ['is dashed over missed scrapes', [1, 2, null, 4, 5], ['dashed 2', 'solid 2', 'solid 2']],
    [
      'shows one sample between two gaps as a dot',
      [1, 2, null, 4, null, 6, 7],
      ['dashed 2', 'dashed 2', 'solid 2', 'dot', 'solid 2'],
    ],
    ['suggests nothing before the first or after the last sample', [null, null, 3, 4, null], ['solid 2']],
    ['is nothing without a sample', [null, null], []],
    ['takes what is no number for no sample', [1, 2, NaN, 4, 5], ['dashed 2', 'solid 2', 'solid 2']],
  ])('%s', (_, values, expected) => {
    expect(drawn(values)).toEqual(expected);
  });

  test('leaves a gap open that is longer than Prometheus carries a sample on', () => {
    expect(drawn([1, 2, null, 4, 5], 150_000)).toEqual(['dashed 2', 'solid 2', 'solid 2']);
    expect(drawn([1, 2, null, 4, 5], 150_001)).toEqual(['solid 2', 'solid 2']);
  });

  test('is absent when it was not recorded or is switched off', () => {
    expect(nodeCurve(sceneOf({ memory: articleMemory({ nodeAvailable: undefined }) }), 'nodeAvailable')).toEqual([]);
    expect(nodeCurve(sceneOf({ hidden: new Set(['nodeAvailable']) }), 'nodeAvailable')).toEqual([]);
  });
});

describe('podsCurve', () => {
  test('is dashed where a kill fell between two scrapes, so that the fall is not taken for a slope', () => {
    expect(kinds(podsCurve(sceneOf()))).toEqual(['dashed 2', 'solid 5', 'solid 3']);
  });

  test('is cut by a ghost’s beginning although no event is known', () => {
    const memory = memoryOf({ podsGhost: curveInMiB([null, null, 9, 9]), podsWorkingSet: curveInMiB([8, 9, 2, 2]) }, 4);
    expect(kinds(podsCurve(sceneOf({ memory })))).toEqual(['dashed 2', 'solid 2', 'solid 2']);
  });

  test.each<[string, Values, Values]>([
    ['a fall without a ghost or an event: memory was given back', [8, 9, 2, 2], [null, null, null, null]],
    ['a ghost whose pods’ curve does not fall', [8, 9, 9, 9], [null, null, 5, 5]],
    ['a ghost that goes on', [9, 9, 8, 7], [5, 5, 5, 5]],
  ])('is whole over %s', (_, pods, ghost) => {
    const memory = memoryOf({ podsWorkingSet: curveInMiB(pods), podsGhost: curveInMiB(ghost) }, 4);
    expect(kinds(podsCurve(sceneOf({ memory })))).toEqual(['solid 4']);
  });
});

describe('ghostCurve', () => {
  test('is dotted from the last sample of what lived', () => {
    const scene = sceneOf();
    const [ghost] = lines(ghostCurve(scene));
    expect(ghost).toMatchObject({ dash: GHOST_DASH, round: true, color: BLUE });
    expect(ghost!.points[0]).toEqual({ x: scene.x(START + 4 * STEP), y: scene.y(4200 * 1024 * 1024) });
    expect(ghost!.points).toHaveLength(3);
  });

  test('begins where it is seen when nothing lived before', () => {
    const memory = memoryOf({ podsGhost: curveInMiB([null, 9, 9]), podsWorkingSet: undefined }, 3);
    expect(lines(ghostCurve(sceneOf({ memory })))[0]?.points).toHaveLength(2);
  });

  const texts = (shapes: readonly Shape[]) => shapes.filter((shape) => shape.kind === 'text');
  const wide = { width: 3000, height: 400 };

  test('says what it is where there is room along it, inside the plot', () => {
    const memory = articleMemory({ podsGhost: curveInMiB([null, null, null, null, null, 4470, 4470, 4470]) });
    expect(texts(ghostCurve(sceneOf({ memory }, wide)))).toEqual([
      expect.objectContaining({ text: 'ghost: last value of what is gone, up to 5 min' }),
    ]);
  });

  test('stays silent on a narrow chart, and close to the curve of the living', () => {
    expect(texts(ghostCurve(sceneOf()))).toEqual([]);
    const low = articleMemory({ podsGhost: curveInMiB([null, null, null, null, null, 290, 290, 290]) });
    expect(texts(ghostCurve(sceneOf({ memory: low }, wide)))).toEqual([]);
  });
});

describe('projectedCurves', () => {
  test('go dashed to an open circle at the event', () => {
    const [line, ring] = projectedCurves(sceneOf());
    expect(line).toMatchObject({ kind: 'polyline', dash: PROJECTED_DASH });
    expect(ring).toMatchObject({ kind: 'marker', symbol: 'ring', at: (line as Polyline).points.at(-1) });
  });

  test('have no circle where the event lies above the plot', () => {
    const scene = sceneOf();
    const cut = { ...scene, y: (value: number) => scene.y(value) - 200 };
    expect(projectedCurves(cut).filter((shape) => shape.kind === 'marker')).toEqual([]);
  });

  test('are switched off with the pods’ curve', () => {
    expect(projectedCurves(sceneOf({ hidden: new Set(['podsWorkingSet']) }))).toEqual([]);
  });
});

describe('nodeLine', () => {
  const stroke = { color: 'red', width: 1 };
  const points = (values: Values) => {
    const scene = sceneOf();
    const memory = { ...scene.memory, lines: { allocatable: curveInMiB(values) } };
    return lines(nodeLine({ ...scene, memory }, 'allocatable', stroke)).map((line) => line.points.length);
  };

  test.each<[string, Values, readonly number[]]>([
    ['keeps the two ends of a flat stretch', [5, 5, 5, 5, 5, 5, 5, 5], [2]],
    ['steps where a restarted kubelet moved it', [5, 5, 5, 5, 9, 9, 9, 9], [5]],
    ['is broken where it was unknown', [5, 5, 5, null, null, 5, 5, 5], [2, 2]],
  ])('%s', (_, values, expected) => {
    expect(points(values)).toEqual(expected);
  });

  test('is absent when unknown', () => {
    expect(nodeLine(sceneOf({ memory: articleMemory({ lines: {} }) }), 'allocatable', stroke)).toEqual([]);
  });
});

test.each([
  ['nothing', [], []],
  ['a point', [[0, 1]], [[0, 1]]],
  [
    'a flat stretch',
    [
      [0, 1],
      [1, 1],
      [2, 1],
    ],
    [
      [0, 1],
      [2, 1],
    ],
  ],
  [
    'a step: level until the new value was seen',
    [
      [0, 1],
      [1, 3],
    ],
    [
      [0, 1],
      [1, 1],
      [1, 3],
    ],
  ],
  [
    'up and down',
    [
      [0, 1],
      [1, 3],
      [2, 1],
    ],
    [
      [0, 1],
      [1, 1],
      [1, 3],
      [2, 3],
      [2, 1],
    ],
  ],
])('stepped: %s', (_, points, expected) => {
  const of = (pairs: readonly number[][]) => pairs.map(([x = 0, y = 0]) => ({ x, y }));
  expect(stepped(of(points))).toEqual(of(expected));
});
