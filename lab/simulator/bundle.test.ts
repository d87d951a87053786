import { bundle } from './bundle';
import { labelSet, append, seriesStore, STALE } from './seriesStore';

function threeOf() {
  const store = seriesStore();
  const one = (name: string) => store.series(name, labelSet({ id: '/' }));
  return { store, a: one('a'), b: one('b'), c: one('c') };
}

const samples = ({ times, values }: { times: readonly number[]; values: readonly number[] }) =>
  times.map((time, i) => [time, values[i]]);

describe('a bundle of series', () => {
  it('gives each its own samples, also where a value between them belongs to none', () => {
    const { store, a, b } = threeOf();
    const kept = bundle([a, b], [0, 2]);
    for (let i = 1; i <= 40; i += 1) {
      expect(kept.append(i, Float64Array.of(i, -1, 10 * i))).toBe(true);
    }
    store.settle();
    expect(samples(a)).toEqual(Array.from({ length: 40 }, (_, i) => [i + 1, i + 1]));
    expect(samples(b)).toEqual(Array.from({ length: 40 }, (_, i) => [i + 1, 10 * (i + 1)]));
  });

  it('refuses what is not newer than the newest of any of them', () => {
    const { a, b } = threeOf();
    append(b, 5, 1);
    const kept = bundle([a, b], [0, 1]);
    expect([5, 6, 6].map((at) => kept.append(at, Float64Array.of(1, 1)))).toEqual([false, true, false]);
  });

  it('gives what it keeps before one of them gets a sample by another way, and knows of that', () => {
    const { store, a, b } = threeOf();
    const kept = bundle([a, b], [0, 1]);
    kept.append(1, Float64Array.of(1, 2));
    append(a, 3, STALE);
    expect([kept.append(2, Float64Array.of(3, 4)), kept.append(4, Float64Array.of(3, 4))]).toEqual([false, true]);
    store.settle();
    expect(samples(a)).toEqual([
      [1, 1],
      [3, STALE],
      [4, 3],
    ]);
    expect(samples(b)).toEqual([
      [1, 2],
      [4, 4],
    ]);
  });

  it('is over once another bundle has one of its series, which then comes after it', () => {
    const { store, a, b, c } = threeOf();
    const first = bundle([a, b], [0, 1]);
    first.append(1, Float64Array.of(1, 2));
    const second = bundle([b, c], [0, 1]);
    expect([first.isOver(), second.isOver()]).toEqual([true, false]);
    expect(second.append(1, Float64Array.of(5, 6))).toBe(false);
    second.append(2, Float64Array.of(5, 6));
    store.settle();
    expect([samples(a), samples(b), samples(c)]).toEqual([
      [[1, 1]],
      [
        [1, 2],
        [2, 5],
      ],
      [[2, 6]],
    ]);
  });
});
