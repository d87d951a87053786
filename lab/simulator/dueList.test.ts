import { dueList } from './dueList';

interface Thing {
  readonly name: string;
  readonly every?: number;
}

/** Visits at each time given and tells who was seen when. */
function visits(
  list: ReturnType<typeof dueList<Thing>>,
  times: readonly number[],
  and?: (one: Thing, now: number) => void
) {
  return times.map((now) => {
    const seen: string[] = [];
    list.visit(now, (one) => {
      seen.push(one.name);
      and?.(one, now);
      return one.every === undefined ? undefined : now + one.every;
    });
    return seen.join(' ');
  });
}

const listOf = (...things: ReadonlyArray<readonly [Thing, number]>) => {
  const list = dueList<Thing>();
  things.forEach(([one, due]) => list.add(one, due));
  return list;
};
const A = { name: 'a', every: 10 };
const B = { name: 'b', every: 20 };
const ONCE = { name: 'once' };

describe('a list of what is due', () => {
  it('hands over what is due in the order it came, not by time', () => {
    expect(visits(listOf([A, 5], [B, 3]), [4, 5, 15, 30])).toEqual(['b', 'a', 'a', 'a b']);
  });

  it('forgets what answers never again', () => {
    const list = listOf([ONCE, 0], [A, 0]);
    expect(visits(list, [0, 10])).toEqual(['once a', 'a']);
    expect(list.entries).toEqual([A]);
  });

  it('sees what is added during a visit in the same visit, however much that is', () => {
    const list = listOf([A, 0]);
    const many = Array.from({ length: 100 }, (_, i) => ({ name: `${i}` }));
    const [seen] = visits(list, [0], (one) => one === A && many.forEach((other) => list.add(other, 0)));
    expect(seen?.split(' ').length).toBe(101);
  });

  it('leaves out what is dropped during a visit', () => {
    const list = listOf([A, 0], [B, 0]);
    expect(visits(list, [0, 10], (one) => one === A && list.entries.includes(B) && list.drop(B))).toEqual(['a', 'a']);
  });

  it('waits as long as something is postponed', () => {
    const list = listOf([A, 0], [B, 0]);
    list.postpone(A, 7);
    expect(visits(list, [0, 6, 7])).toEqual(['b', '', 'a']);
  });
});
