import { START } from './testing/sceneOf';
import { zoneName } from './zoneName';

describe('zoneName', () => {
  it.each([
    ['utc', 'UTC'],
    ['browser', 'UTC'],
    ['Europe/Berlin', 'CET'],
    ['', 'UTC'],
  ])('of %p is %s on a November evening', (timeZone, name) => {
    expect(zoneName(START, timeZone)).toBe(name);
  });
});
