import fc from 'fast-check';

import { stackLabels, type Stackable } from './stackLabels';

const labels = (...desired: number[]): Stackable[] => desired.map((at) => ({ desired: at, height: 10 }));

describe('stackLabels', () => {
  it.each([
    ['leaves labels alone that do not touch', labels(20, 40), [15, 35]],
    ['moves two that want the same place equally far', labels(50, 50), [40, 50]],
    ['keeps a label inside the top of the column', labels(2), [0]],
    ['keeps a label inside the bottom of the column', labels(99), [90]],
    ['pushes a whole group back from the bottom', labels(97, 98, 99), [70, 80, 90]],
    ['places nothing when there is nothing', [], []],
  ])('%s', (_, wanted, tops) => {
    expect(stackLabels(wanted, 0, 100)).toEqual(tops);
  });

  it('says so when they cannot all fit', () => {
    expect(stackLabels(labels(10, 20, 30), 0, 29)).toBeUndefined();
  });

  it('never overlaps, never leaves the column, never changes the order', () => {
    const label = fc.record({
      desired: fc.double({ min: -500, max: 1500, noNaN: true }),
      height: fc.double({ min: 1, max: 40, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 20 }), (wanted) => {
        const sorted = [...wanted].sort((a, b) => a.desired - b.desired);
        const tops = stackLabels(sorted, 0, 1000) ?? [];
        tops.forEach((top, index) => {
          const floor = index === 0 ? 0 : tops[index - 1]! + sorted[index - 1]!.height;
          expect(top).toBeGreaterThanOrEqual(floor - 1e-6);
          expect(top + sorted[index]!.height).toBeLessThanOrEqual(1000 + 1e-6);
        });
        expect(tops).toHaveLength(sorted.length);
      })
    );
  });

  it('does not move a label that has air on both sides', () => {
    fc.assert(
      fc.property(fc.double({ min: 60, max: 940, noNaN: true }), (middle) => {
        const tops = stackLabels(labels(20, middle, 980), 0, 1000)!;
        expect(tops[1]).toBeCloseTo(middle - 5);
      })
    );
  });
});
