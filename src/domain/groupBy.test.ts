import { groupBy } from './groupBy';

describe('groupBy', () => {
  it('keeps the order of first sight, of keys and within them', () => {
    const groups = groupBy(['pear', 'apple', 'plum', 'avocado'], ([first]) => first);
    expect([...groups]).toEqual([
      ['p', ['pear', 'plum']],
      ['a', ['apple', 'avocado']],
    ]);
  });

  it('has no groups of nothing', () => {
    expect(groupBy([], (one) => one).size).toBe(0);
  });
});
