import { firstFrom, lastBy, lastIndexBy } from './searchTime';

const itself = (time: number) => time;

describe('around a moment', () => {
  it.each([
    ['there is nothing, of nothing', [], 5, undefined, undefined],
    ['nothing is before the first', [10, 20], 9, undefined, 10],
    ['one at the very moment is both', [10, 20, 30], 20, 20, 20],
    ['there is one on either side', [10, 20, 30], 29, 20, 30],
    ['nothing is after the last', [10, 20, 30], 99, 30, undefined],
  ])('%s', (_, times, moment, before, after) => {
    expect(lastBy(times, moment, itself)).toBe(before);
    expect(firstFrom(times, moment, itself)).toBe(after);
  });

  it('of several at one time the last by then and the first from then on are told apart', () => {
    const items = [1, 2, 2, 3].map((time, place) => ({ time, place }));
    const timeOf = ({ time }: { time: number }) => time;
    expect(lastIndexBy(items, 2, timeOf)).toBe(2);
    expect(lastIndexBy(items, 0, timeOf)).toBe(-1);
    expect(firstFrom(items, 2, timeOf)?.place).toBe(1);
  });
});
