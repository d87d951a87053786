import { placeReplay } from './place';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 25, 19, 0);

describe('placeReplay', () => {
  it('at the clock’s pace begins as far back as the past that is shown', () => {
    const { start, shownUntil } = placeReplay({ now: NOW, duration: 20 * MINUTE, past: 7 * MINUTE, speed: 1 });
    expect(start).toBe(NOW - 7 * MINUTE);
    expect(shownUntil(NOW + 90_000)).toBe(NOW + 90_000);
  });

  it.each([1, 2, 10, 1000])('at speed %d never shows the future, and ends at now', (speed) => {
    const duration = 20 * MINUTE;
    const past = 5 * MINUTE;
    const { start, shownUntil } = placeReplay({ now: NOW, duration, past, speed });
    const end = NOW + (duration - past) / speed;
    for (let clock = NOW; clock <= end; clock += 1000) {
      expect(shownUntil(clock)).toBeLessThanOrEqual(clock + 1e-3);
    }
    expect(shownUntil(NOW)).toBeCloseTo(start + past, 3);
    expect(shownUntil(end)).toBeCloseTo(end, 3);
    expect(start + duration).toBeCloseTo(end, 3);
  });
});
