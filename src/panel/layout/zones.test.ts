import fc from 'fast-check';

import { DEFAULT_OPTIONS } from '../options';
import { footnoteLines, HEIGHT, headlineLines, xAxisHeight, zones } from './zones';

const shown = (width: number, height: number) =>
  Object.entries(zones({ width, height }, DEFAULT_OPTIONS)).flatMap(([part, has]) => (has ? [part] : []));

describe('zones', () => {
  it.each([
    [1400, 640, ['headline', 'subline', 'footnote', 'legend', 'events', 'lane', 'axes', 'laneName']],
    [320, 200, ['headline', 'events', 'lane', 'axes']],
    [1, 1, []],
  ])('%i × %i has room for %j', (width, height, parts) => {
    expect(shown(width, height)).toEqual(parts);
  });

  it('leaves out what the options switch off', () => {
    const options = { ...DEFAULT_OPTIONS, showHeadline: false, showFootnote: false };
    expect(zones({ width: 1400, height: 640 }, options)).toMatchObject({
      headline: false,
      subline: false,
      footnote: false,
    });
  });

  it('leaves the plot a good part of any height', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2160 }), (height) => {
        const has = zones({ width: 1400, height }, DEFAULT_OPTIONS);
        const parts = ['headline', 'subline', 'footnote', 'legend', 'events'] as const;
        const taken = parts.reduce((sum, part) => sum + (has[part] ? HEIGHT[part] : 0), xAxisHeight(has));
        expect(height - taken).toBeGreaterThan(0.3 * height);
      })
    );
  });
});

describe('headlineLines', () => {
  it.each([
    ['a short headline', 'Pods crossed allocatable', 1400, 640, 1],
    ['a long one on a wide panel', 'x'.repeat(150), 1400, 640, 1],
    ['a long one on a narrower panel', 'x'.repeat(150), 900, 640, 2],
    ['a long one on a panel without height to spare', 'x'.repeat(150), 900, 300, 1],
  ] as const)('%s', (_, headline, width, height, lines) => {
    expect(headlineLines(headline, { width, height })).toBe(lines);
  });
});

describe('footnoteLines', () => {
  it.each([
    ['on a wide panel', 1400, 640, 1],
    ['on a laptop beside Grafana’s menu', 880, 640, 2],
    ['on a phone', 350, 480, 3],
    ['on the narrowest', 240, 480, 4],
    ['on a panel without height to spare', 350, 340, 1],
  ] as const)('%s', (_, width, height, lines) => {
    expect(footnoteLines('x'.repeat(170), { width, height })).toBe(lines);
  });
});
