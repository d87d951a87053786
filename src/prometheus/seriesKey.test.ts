import { seriesKey } from './seriesKey';

const key = (labels: Record<string, string>) => seriesKey({ labels });

it.each([
  ['the order of the labels', { a: '1', b: '2' }, { b: '2', a: '1' }],
  ['the order of many', { c: '3', a: '1', b: '2' }, { b: '2', c: '3', a: '1' }],
])('%s makes no other series', (_, one, other) => {
  expect(key(one)).toBe(key(other));
});

it.each<[string, Record<string, string>, Record<string, string>]>([
  ['a value', { a: '1' }, { a: '2' }],
  ['where a value ends', { a: '1', b: '2' }, { a: '1","b":"2' }],
  ['one label more', { a: '1' }, { a: '1', b: '' }],
  ['which label has it', { a: '1', b: '2' }, { a: '2', b: '1' }],
])('%s makes another series', (_, one, other) => {
  expect(key(one)).not.toBe(key(other));
});
