import { MiB } from '../../domain/units';
import { nearestWords, timeWords } from './nextWords';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

test.each([
  [[65, 70, 85], 'about 70 s (65–85)'],
  [[4 * 60, 6 * 60, 11 * 60], 'about 6 min (4–11)'],
  [[100, 110, 120], 'about 1.8 min (1.7–2)'],
  [[60 * 60, 3 * 3600, 5 * 3600], 'about 3 h (1–5)'],
  [[86_400, 3 * 86_400, 40 * 86_400], 'about 3 days (1–40)'],
  [[0, 0, 0], 'about 0 s'],
])('%j seconds are "%s"', ([earliest = 0, expected = 0, latest = 0], text) => {
  const time = { earliest: earliest * SECOND, expected: expected * SECOND, latest: latest * SECOND };
  expect(timeWords(time)).toBe(text);
});

test('the nearest line, when, and how fast', () => {
  const time = { earliest: 4 * MINUTE, expected: 6 * MINUTE, latest: 11 * MINUTE };
  const slope = { perSecond: 17 * MiB, low: 9 * MiB, high: 25 * MiB };
  expect(nearestWords({ line: 'podsEvictionLine', time, slope })).toBe(
    'If it goes on like this, the pods reach the line above which the kubelet evicts in about 6 min (4–11), at +17.0 MiB/s.'
  );
});

test('without a significant climb no time is named', () => {
  expect(nearestWords(undefined)).toMatch(/^No line is being approached/);
  expect(nearestWords(undefined)).not.toMatch(/\d/);
});
