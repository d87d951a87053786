import { withRims } from './rims';
import type { Polyline, Shape } from './shapes';

const HALO = '#181b1f';
const curve: Polyline = {
  kind: 'polyline',
  points: [
    { x: 0, y: 0 },
    { x: 100, y: 100 },
  ],
  color: '#5794f2',
  width: 2,
};

const band = (top: number, low: number, left = 0, width = 100): Shape => ({
  kind: 'area',
  points: [
    { x: left, y: top },
    { x: left + width, y: top },
    { x: left + width, y: low },
    { x: left, y: low },
  ],
  fill: '#f2495c',
  opacity: 0.1,
});

const rims = (bands: readonly Shape[], of: Shape = curve) =>
  withRims([of], bands, HALO)
    .slice(0, -1)
    .map((shape) => (shape.kind === 'polyline' ? shape.points.map(({ x, y }) => [x, y]) : shape.kind));

test.each<[string, readonly Shape[], ReturnType<typeof rims>]>([
  [
    'a curve has a rim where it runs over a band',
    [band(20, 40)],
    [
      [
        [20, 20],
        [40, 40],
      ],
    ],
  ],
  [
    'over each of two bands',
    [band(20, 40), band(60, 70)],
    [
      [
        [20, 20],
        [40, 40],
      ],
      [
        [60, 60],
        [70, 70],
      ],
    ],
  ],
  [
    'over all of it where the band takes the whole plot',
    [band(0, 100)],
    [
      [
        [0, 0],
        [100, 100],
      ],
    ],
  ],
  [
    'over a band that begins later',
    [band(0, 100, 50, 50)],
    [
      [
        [50, 50],
        [100, 100],
      ],
    ],
  ],
  ['and none beside them', [band(200, 300)], []],
  ['nor without a band', [], []],
])('%s', (_, bands, expected) => {
  expect(rims(bands)).toEqual(expected);
});

test('a rim lies behind its curve, is wider and of the background’s colour', () => {
  const [rim, above] = withRims([curve], [band(0, 100)], HALO) as readonly Polyline[];
  expect(above).toBe(curve);
  expect(rim).toMatchObject({ color: HALO });
  expect(rim!.width).toBeGreaterThan(curve.width);
});

test('what is dashed, and what is no line, has none', () => {
  const dot: Shape = { kind: 'marker', at: { x: 5, y: 5 }, symbol: 'dot', size: 3, color: '#fff' };
  expect(rims([band(0, 100)], { ...curve, dash: [4, 4] })).toEqual([]);
  expect(rims([band(0, 100)], dot)).toEqual([]);
});
