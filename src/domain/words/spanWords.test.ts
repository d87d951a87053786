import { spanWords } from './spanWords';

const TO = Date.UTC(2026, 10, 24, 11);
const MINUTE = 60_000;

it.each([
  [1440, 'since yesterday'],
  [7 * 1440, 'in the last 7 days'],
  [60, 'in the last hour'],
  [360, 'in the last 6 hours'],
  [30, 'in the last 30 minutes'],
  [0, 'in this time range'],
])('%d minutes that end now are %s', (minutes, words) => {
  expect(spanWords({ from: TO - minutes * MINUTE, to: TO, isNow: true })).toBe(words);
});

it('does not speak of yesterday where the range ended long ago, nor of hours where there are seconds', () => {
  expect(spanWords({ from: TO - 1440 * MINUTE, to: TO, isNow: false })).toBe('in this time range');
  expect(spanWords({ from: TO - 3_617_000, to: TO, isNow: true })).toBe('in this time range');
});

it('takes a range rounded by some milliseconds for what it is', () => {
  expect(spanWords({ from: TO - 60 * MINUTE - 12, to: TO, isNow: true })).toBe('in the last hour');
});
