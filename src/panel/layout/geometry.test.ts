import fc from 'fast-check';

import { clipPolyline } from './geometry';

const BOX = { x: 0, y: 0, width: 100, height: 50 };

describe('clipPolyline', () => {
  it('keeps a line that lies inside as it is', () => {
    const line = [
      { x: 1, y: 1 },
      { x: 50, y: 40 },
      { x: 99, y: 2 },
    ];
    expect(clipPolyline(line, BOX)).toEqual([line]);
  });

  it('cuts a line at the edges and leaves out what is outside', () => {
    const line = [
      { x: -100, y: 25 },
      { x: 200, y: 25 },
    ];
    expect(clipPolyline(line, BOX)).toEqual([
      [
        { x: 0, y: 25 },
        { x: 100, y: 25 },
      ],
    ]);
  });

  it('makes two lines of one that leaves and comes back', () => {
    const line = [
      { x: 10, y: 25 },
      { x: 20, y: 100 },
      { x: 30, y: 25 },
    ];
    expect(clipPolyline(line, BOX)).toHaveLength(2);
  });

  it.each([
    ['left', { x: -9, y: -9 }, { x: -1, y: 90 }],
    ['right', { x: 101, y: -9 }, { x: 109, y: 90 }],
    ['above', { x: -9, y: -9 }, { x: 200, y: -1 }],
    ['below', { x: -9, y: 51 }, { x: 200, y: 90 }],
    ['a corner', { x: -30, y: 10 }, { x: 10, y: 80 }],
  ])('leaves out what passes by: %s', (_, from, to) => {
    expect(clipPolyline([from, to], BOX)).toEqual([]);
  });

  it('breaks at a point that is not finite', () => {
    const line = [
      { x: 1, y: 1 },
      { x: 2, y: NaN },
      { x: 3, y: 3 },
    ];
    expect(clipPolyline(line, BOX)).toEqual([]);
  });

  it('never leaves the box', () => {
    const point = fc.record({ x: fc.double({ min: -1e6, max: 1e6, noNaN: true }), y: fc.double() });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 30 }), (line) => {
        for (const { x, y } of clipPolyline(line, BOX).flat()) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(100);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(50);
        }
      })
    );
  });
});
