import { incidentsOf, sizesIn } from './sizes';

test.each([
  ['10x0.25', { nodes: 10, hours: 0.25, busy: 1, each: 2, whole: 10 }],
  ['1000x24', { nodes: 1000, hours: 24, busy: 20, each: 2, whole: 1000 }],
  ['24x24x20', { nodes: 24, hours: 24, busy: 20, each: 2, whole: 24 }],
  ['1000x24x20x1/24', { nodes: 1000, hours: 24, busy: 20, each: 1, whole: 24 }],
  ['1000x24/24', { nodes: 1000, hours: 24, busy: 20, each: 2, whole: 24 }],
])('%s is a size', (text, size) => {
  expect(sizesIn(text)).toEqual([size]);
});

test.each(['10', 'x24', '10x', '10x24x2x3', '10x24/', '10x24 '])('%j is none, and it is said what is one', (text) => {
  expect(() => sizesIn(text)).toThrow(`"${text}" is no SIZE\n\nSIZE is NODESxHOURS`);
});

test('several sizes stand in a row, and nothing is none', () => {
  expect(sizesIn('10x1,20x2').map(({ nodes }) => nodes)).toEqual([10, 20]);
  expect(sizesIn('')).toEqual([]);
});

test('busy nodes have incidents each hour over a short time, over a day as many as told', () => {
  expect(incidentsOf({ hours: 6, each: 1 })).toEqual(['hourly']);
  expect(incidentsOf({ hours: 24, each: 1 })).toEqual(['kill', 'eviction']);
  expect(incidentsOf({ hours: 24, each: 2 })).toEqual(['two']);
});
