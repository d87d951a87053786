import fc from 'fast-check';

import { DEFAULT_OPTIONS } from '../options';
import { HEIGHT, xAxisHeight, zones } from './zones';

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
