import { localWords } from './localWords';

test('a sentence’s times are in the reader’s zone, each with its name', () => {
  const sentence = 'apps/web was OOM-killed at 2026-11-21 21:40:32 UTC, then at 2026-11-21 23:59:59 UTC.';
  expect(localWords(sentence, 'Europe/Berlin')).toBe(
    'apps/web was OOM-killed at 2026-11-21 22:40:32 CET, then at 2026-11-22 00:59:59 CET.'
  );
  expect(localWords('Nothing of UTC 21:40', 'Europe/Berlin')).toBe('Nothing of UTC 21:40');
});
