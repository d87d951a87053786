import { timesWord } from './timesWord';

describe('timesWord', () => {
  it.each([
    [1, ''],
    [2, ' twice'],
    [3, ' three times'],
    [5, ' five times'],
    [6, ' 6 times'],
  ])('%d is said as "%s"', (count, words) => {
    expect(timesWord(count)).toBe(words);
  });
});
