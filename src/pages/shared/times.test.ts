import { formatTime, zonesOf } from './times';

const SUMMER = Date.UTC(2026, 6, 1, 12);
const WINTER = Date.UTC(2026, 11, 1, 12);

test.each([
  ['utc', '2026-07-01 12:00:00 UTC'],
  ['Europe/Berlin', '2026-07-01 14:00:00 CEST'],
  ['Asia/Dubai', '2026-07-01 16:00:00 +04'],
])('a time in %s names its zone', (timeZone, text) => {
  expect(formatTime(SUMMER, timeZone)).toBe(text);
});

test('a clock may stand without its day, never without its zone', () => {
  expect(formatTime(SUMMER, 'utc', 'HH:mm')).toBe('12:00 UTC');
});

test.each([
  ['one zone once', 'utc', 'UTC'],
  ['both where clocks changed in between', 'Europe/Berlin', 'CEST/CET'],
])('a header names %s', (_, timeZone, text) => {
  expect(zonesOf({ from: SUMMER, to: WINTER }, timeZone)).toBe(text);
});
