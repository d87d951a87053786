import { measure } from '../testing/sceneOf';

import { lastTickRoom } from './timeSteps';

const MINUTE = 60_000;

describe('lastTickRoom', () => {
  it.each([
    ['minutes', 10 * MINUTE, '21:45:00'],
    ['a day, with dates in the labels', 24 * 60 * MINUTE, '11/21 21:00'],
  ])('has room for half of the label that stands at the end of %s', (_, range, label) => {
    expect(lastTickRoom(range, measure)).toBeGreaterThanOrEqual(measure(label, 12) / 2);
  });
});
