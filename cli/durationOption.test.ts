import { readCount, readDuration } from './durationOption';

test.each([
  ['30s', 30_000],
  ['2m', 120_000],
  ['500ms', 500],
  ['5', 5_000],
  ['1.5s', 1_500],
  ['60m', 3_600_000],
])('%s', (text, duration) => {
  expect(readDuration(text)).toBe(duration);
});

test.each(['', '0', '0s', '61m', '-1s', '1h', '1 s', 's', '1e3', 'Infinity'])('"%s" is no duration', (text) => {
  expect(() => readDuration(text)).toThrow('give a duration such as');
});

test('a count keeps within its bounds', () => {
  expect(['1', '64'].map(readCount(1, 64))).toEqual([1, 64]);
  ['0', '65', '1.5', '-1', '', 'x'].forEach((text) => expect(() => readCount(1, 64)(text)).toThrow('from 1 to 64'));
});
