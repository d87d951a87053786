import { DEFAULT_OPTIONS, readOptions } from './options';

describe('readOptions', () => {
  it.each([
    ['nothing saved', undefined, DEFAULT_OPTIONS],
    ['a view of ours', { view: 'node' }, { ...DEFAULT_OPTIONS, view: 'node' }],
    ['a view that is not ours', { view: 'clouds' }, DEFAULT_OPTIONS],
    ['a switch turned off', { showLabels: false }, { ...DEFAULT_OPTIONS, showLabels: false }],
    ['a switch that is no boolean', { showHeadline: 'no' }, DEFAULT_OPTIONS],
  ])('reads %s', (_, saved, options) => {
    expect(readOptions(saved)).toEqual(options);
  });
});
