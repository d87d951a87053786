import type { ContainerLife, Rise } from './eventsObserved';
import { inferEnds, type CountedKill } from './inferEnds';

const AT = Date.UTC(2026, 10, 25, 12, 0, 0);
const s = (seconds: number) => AT + seconds * 1000;
const WEB = { namespace: 'shop', pod: 'shop-web-1', container: 'web' };
const DB = { namespace: 'shop', pod: 'shop-db-1', container: 'db' };

const counted = (more: Partial<CountedKill> = {}): CountedKill => ({
  ...WEB,
  by: 1,
  before: 0,
  after: 1,
  earliest: s(0),
  latest: s(10),
  metric: 'container_oom_events_total',
  query: 'oom',
  ...more,
});
const ofNode = (by = 1): Rise => ({
  by,
  after: by,
  earliest: s(0),
  latest: s(10),
  metric: 'node_vmstat_oom_kill',
  query: 'q',
});
const gone = (who = WEB, missedAt: number | undefined = s(65)): ContainerLife => ({
  ...who,
  firstSample: s(-600),
  lastSample: s(4),
  missedAt,
});
type Seen = Omit<Parameters<typeof inferEnds>[0], 'interval'>;
const infer = (seen: Seen) => inferEnds({ ...seen, interval: 10_000 });
const names = (seen: Seen) => infer(seen).map(({ pod }) => pod);

describe('inferEnds', () => {
  it('takes a container that was started anew after a counted kill as ended in between', () => {
    expect(infer({ lives: [], counted: [counted({ startedAt: s(6) })], rises: [ofNode()] })).toEqual([
      expect.objectContaining({ ...WEB, earliest: s(0), latest: s(6), restarted: true, exact: false }),
    ]);
  });

  it('leaves a container alone that was started long before the kill counted in it: it lived on', () => {
    expect(names({ lives: [], counted: [counted({ startedAt: s(-300) })], rises: [ofNode()] })).toEqual([]);
  });

  it('leaves it alone where nothing says when it was started', () => {
    expect(names({ lives: [], counted: [counted()], rises: [ofNode()] })).toEqual([]);
  });

  it('takes a container whose cgroup is gone as ended since its last sample', () => {
    expect(infer({ lives: [gone()], counted: [], rises: [ofNode()] })).toEqual([
      expect.objectContaining({ ...WEB, earliest: s(4), latest: s(34), aliveAt: s(4), restarted: false }),
    ]);
  });

  it('tells one end of a container whose cgroup had series in two hierarchies: the later', () => {
    const other = { ...gone(), id: '/other', lastSample: s(2) };
    const seen = { lives: [other, gone()], counted: [], rises: [ofNode()] };
    expect(infer(seen).map(({ aliveAt }) => aliveAt)).toEqual([s(4)]);
  });

  it('leaves out what is still there, and what nothing was read after', () => {
    expect(names({ lives: [{ ...gone(), missedAt: undefined }], counted: [], rises: [ofNode()] })).toEqual([]);
  });

  it('leaves out what went while each counted kill has its container: somebody stopped it', () => {
    const kill = counted({ startedAt: s(6) });
    expect(names({ lives: [gone(DB)], counted: [kill], rises: [ofNode()] })).toEqual([WEB.pod]);
  });

  it('lays a counted kill to the nearer of two rises, however wide its own interval: the other one is open', () => {
    const kill = counted({ earliest: s(-30), latest: s(11), startedAt: s(6) });
    const later: Rise = { ...ofNode(), earliest: s(10), latest: s(20) };
    const early = { ...gone(DB), missedAt: s(9) };
    expect(names({ lives: [early], counted: [kill], rises: [ofNode(), later] })).toEqual([WEB.pod]);
    expect(names({ lives: [gone(DB)], counted: [kill], rises: [ofNode(), later] })).toEqual([WEB.pod, DB.pod]);
  });

  it('tells one kill of a container once, whose old cgroup went while the node counted another kill besides', () => {
    const kill = counted({ startedAt: s(6) });
    const ends = infer({ lives: [gone(), gone(DB)], counted: [kill], rises: [ofNode(2)] });
    expect(ends.map(({ pod }) => pod)).toEqual([WEB.pod, DB.pod]);
  });

  it('keeps it while the node counted one kill more than the containers', () => {
    const kill = counted({ startedAt: s(6) });
    expect(names({ lives: [gone(DB)], counted: [kill], rises: [ofNode(2)] })).toEqual([WEB.pod, DB.pod]);
  });
});
