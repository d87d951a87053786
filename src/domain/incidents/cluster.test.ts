import { boundsWithin, cluster } from './cluster';

const MINUTE = 60_000;
const at = (earliest: number, latest = earliest) => ({ earliest: earliest * MINUTE, latest: latest * MINUTE });
const grouped = (items: ReadonlyArray<ReturnType<typeof at>>, window = MINUTE) =>
  cluster(items, () => ({ key: 'one', window }), 2 * MINUTE).map((group) => group.length);

describe('what belongs together', () => {
  test('a wide interval joins the one group it can belong to', () => {
    expect(grouped([at(10), at(10.5), at(0, 12)])).toEqual([3]);
  });

  test('a wide interval never brings two groups together', () => {
    expect(grouped([at(1), at(20), at(0, 26)])).toEqual([1, 1, 1]);
  });

  test('exact times a window apart are two', () => {
    expect(grouped([at(1), at(3)])).toEqual([1, 1]);
  });

  test('a key without a window holds together however far apart', () => {
    expect(cluster([at(1), at(500)], () => ({ key: 'boot' }), MINUTE)).toHaveLength(1);
  });

  test('bounds are those of what is known best', () => {
    expect(boundsWithin([at(10), at(0, 26)], 2 * MINUTE)).toEqual(at(10));
  });
});
