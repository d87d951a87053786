import { ARTICLE_NODE, EVICTION, KILL_THAT_ONLY_A_COUNTER_SAW, PRESSURE } from '../testing/articleNode';

import { eventRows } from './eventRows';

describe('eventRows', () => {
  it('lists the newest first', () => {
    expect(eventRows(ARTICLE_NODE.events).map(({ id }) => id)).toEqual(['oom-1', 'pressure-1', 'eviction-1']);
  });

  it('says who was evicted and by which signal', () => {
    expect(eventRows([EVICTION])).toMatchObject([
      { what: 'Evicted', who: 'alloc-tests/alloc-mem-leak', why: 'allocatableMemory.available, BestEffort' },
    ]);
  });

  it('names the container where it is not the pod', () => {
    expect(eventRows([{ ...EVICTION, container: 'main' }])).toMatchObject([
      { who: 'alloc-tests/alloc-mem-leak, container main' },
    ]);
  });

  it('says unknown where no source told', () => {
    const { signal, qos, ...silent } = EVICTION;
    expect(eventRows([silent, KILL_THAT_ONLY_A_COUNTER_SAW])).toMatchObject([
      { what: 'OOM-killed', who: 'on lab-node; no source named the pod', why: 'exit code unknown, 3 processes' },
      { why: 'signal unknown' },
    ]);
  });

  it('prints exit code and reason', () => {
    const kill = { ...KILL_THAT_ONLY_A_COUNTER_SAW, exitCode: 137, reason: 'OOMKilled', processes: 1 };
    expect(eventRows([kill])).toMatchObject([{ why: 'exit 137 (OOMKilled)' }]);
    expect(eventRows([{ ...kill, kind: 'termination', reason: undefined }])).toMatchObject([
      { what: 'Ended', why: 'exit 137' },
    ]);
  });

  it.each([
    [true, 'Memory pressure'],
    [false, 'Memory pressure, not over at the end of the range'],
  ])('shows a pressure window that ended: %s', (ended, what) => {
    expect(eventRows([{ ...PRESSURE, ended }])).toMatchObject([{ what, who: 'node lab-node' }]);
  });

  it('leaves the events as they were', () => {
    const events = Object.freeze([EVICTION, PRESSURE]);
    expect(() => eventRows(events)).not.toThrow();
  });
});
