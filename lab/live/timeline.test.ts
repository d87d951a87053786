import { timelineOf } from './timeline';

const series = (name: string, times: number[], values: number[]) => ({
  name,
  labels: { __name__: name },
  times,
  values,
});

describe('timelineOf', () => {
  it('hands out each sample once, in order, when its time has come', () => {
    const timeline = timelineOf([series('a', [10, 20, 30], [1, 2, 3]), series('b', [15], [9])]);
    expect(timeline.takeUntil(9)).toEqual([]);
    expect(timeline.takeUntil(20)).toEqual([
      {
        labels: { __name__: 'a' },
        samples: [
          { at: 10, value: 1 },
          { at: 20, value: 2 },
        ],
      },
      { labels: { __name__: 'b' }, samples: [{ at: 15, value: 9 }] },
    ]);
    expect(timeline.isOver()).toBe(false);
    expect(timeline.takeUntil(30)).toEqual([{ labels: { __name__: 'a' }, samples: [{ at: 30, value: 3 }] }]);
    expect(timeline.isOver()).toBe(true);
  });

  it('keeps stale markers, and is over at once without samples', () => {
    expect(timelineOf([series('a', [1], [NaN])]).takeUntil(1)[0]?.samples).toEqual([{ at: 1, value: NaN }]);
    const empty = timelineOf([series('a', [], [])]);
    empty.takeUntil(0);
    expect(empty.isOver()).toBe(true);
  });
});
