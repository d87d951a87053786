import { sizes } from './sizes.ts';

describe('sizes', () => {
  it.each([
    ['whole blocks', { block: 4, max: 12 }, [4, 4, 4]],
    ['what is left as the last block', { block: 5, max: 12 }, [5, 5, 2]],
    ['the maximum as the only block where it is smaller', { block: 8, max: 3 }, [3]],
  ])('takes %s', (_, knobs, expected) => {
    expect([...sizes(knobs)]).toEqual(expected);
  });

  it('never ends without a maximum', () => {
    const endless = sizes({ block: 8 });
    const first = Array.from({ length: 1000 }, () => endless.next());
    expect(new Set(first.map(({ done, value }) => (done ? 'end' : value)))).toEqual(new Set([8]));
  });
});
