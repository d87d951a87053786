import { detectPressure } from './detectPressure';
import type { Series } from '../series';

const flags = (text: string): Series => ({
  labels: {},
  times: [...text].flatMap((sign, i) => (sign === ' ' ? [] : [i])),
  values: [...text].flatMap((sign) => (sign === ' ' ? [] : [sign === '1' ? 1 : 0])),
});

describe('detectPressure', () => {
  test.each([
    { fact: 'never held: none', held: '0000', cleared: '1111', windows: [] },
    { fact: 'held and cleared: one window', held: '00110', cleared: '11001', windows: [[2, 4, true]] },
    { fact: 'unknown in between: still one window', held: '0100100', cleared: '1000011', windows: [[1, 5, true]] },
    { fact: 'not read in between: still one window', held: '01  10', cleared: '10  01', windows: [[1, 5, true]] },
    {
      fact: 'held twice: two windows',
      held: '01010',
      cleared: '10101',
      windows: [
        [1, 2, true],
        [3, 4, true],
      ],
    },
    { fact: 'held up to the end: not ended', held: '0011', cleared: '1100', windows: [[2, 3, false]] },
  ])('$fact', ({ held, cleared, windows }) => {
    const found = detectPressure({ held: flags(held), cleared: flags(cleared) });
    expect(found.map(({ earliest, latest, ended }) => [earliest, latest, ended])).toEqual(windows);
  });
});
