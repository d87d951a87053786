import { detectOomKills } from './detectOomKills';
import type { ContainerEnd, CounterTrack, Rise } from './eventsObserved';

const rise = (earliest: number, latest: number, by = 1): Rise => ({
  earliest: earliest * 1000,
  latest: latest * 1000,
  by,
  after: by,
  metric: 'node_vmstat_oom_kill',
  query: 'q',
});

const end = (pod: string, at: number | [number, number], more: Partial<ContainerEnd> = {}): ContainerEnd => {
  const [earliest, latest] = typeof at === 'number' ? [at, at] : at;
  return {
    namespace: 'shop',
    pod,
    container: 'web',
    earliest: earliest * 1000,
    latest: latest * 1000,
    exact: typeof at === 'number',
    exitCode: 137,
    reason: 'Error',
    restarted: true,
    sources: [],
    ...more,
  };
};

const watched: CounterTrack = { samples: [-600, 0, 30, 60, 90, 600].map((at) => ({ at: at * 1000, value: 0 })) };
const OOM = { reason: 'OOMKilled' };

describe('detectOomKills', () => {
  test.each<{
    fact: string;
    ends: ContainerEnd[];
    rises: Rise[];
    kills: Array<[string | undefined, string]>;
    track?: CounterTrack;
  }>([
    {
      fact: 'OOMKilled while the counter rose',
      ends: [end('a', 45, OOM)],
      rises: [rise(30, 60)],
      kills: [['a', 'reason-and-counter']],
    },
    {
      fact: '137 with Error while the counter rose',
      ends: [end('a', 45)],
      rises: [rise(30, 60)],
      kills: [['a', 'time-and-counter']],
    },
    {
      fact: 'four that were flagged, and four counted: each has a count, the last two the same',
      ends: [
        end('a', [2, 34], { ...OOM, exitCode: undefined }),
        end('b', [25, 80], OOM),
        end('c', [50, 110], OOM),
        end('d', [95, 125], OOM),
      ],
      rises: [rise(0, 30), rise(60, 90), rise(90, 120, 2)],
      kills: [
        ['a', 'reason-and-counter'],
        ['b', 'reason-and-counter'],
        ['c', 'reason-and-counter'],
        ['d', 'reason-and-counter'],
      ],
    },
    {
      fact: 'OOMKilled by a clock that is half a minute behind',
      ends: [end('a', 1, OOM)],
      rises: [rise(30, 60)],
      kills: [['a', 'reason-and-counter']],
    },
    {
      fact: 'OOMKilled further before the rise than clocks differ',
      ends: [end('a', -1, OOM)],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: '137 with Error, reported 14 s after the kill',
      ends: [end('a', 74)],
      rises: [rise(30, 60)],
      kills: [['a', 'time-and-counter']],
    },
    {
      fact: '137 at the very second, before an end without exit code somewhere in the wide interval',
      ends: [end('wide', [30, 60], { exitCode: undefined, reason: undefined }), end('exact', 45)],
      rises: [rise(30, 60)],
      kills: [['exact', 'time-and-counter']],
    },
    { fact: '137 alone is nobody’s OOM kill', ends: [end('a', 45)], rises: [], kills: [] },
    {
      fact: '137 minutes away from the rise',
      ends: [end('a', 400)],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'a kill -9 just before another container’s OOM kill',
      ends: [end('a', [0, 32]), end('b', [35, 58])],
      rises: [rise(30, 60, 2)],
      kills: [['b', 'time-and-counter']],
    },
    {
      fact: 'a child killed: the counter alone',
      ends: [],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'a flag that stuck to a container stopped by SIGTERM',
      ends: [end('a', 45, { ...OOM, exitCode: 143 })],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'a flag that cgroup v1 set on a bystander, which aborted in the same second',
      ends: [end('a', 45, { ...OOM, exitCode: 134 })],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'a parent that gave up with 1 as its child was killed, flagged',
      ends: [end('a', 45, { ...OOM, exitCode: 1 })],
      rises: [rise(30, 60)],
      kills: [['a', 'reason-and-counter']],
    },
    {
      fact: 'a flag beside another signal, while nobody read the counter',
      ends: [end('a', 45, { ...OOM, exitCode: 134 })],
      rises: [],
      track: { samples: [] },
      kills: [],
    },
    { fact: 'OOMKilled while a counter that was read stood still', ends: [end('a', 45, OOM)], rises: [], kills: [] },
    {
      fact: 'OOMKilled while nobody read the counter',
      ends: [end('a', 45, OOM)],
      rises: [],
      track: { samples: [] },
      kills: [['a', 'reason-alone']],
    },
    {
      fact: 'a crash while the counter rose',
      ends: [end('wide', [10, 80], { exitCode: undefined, reason: undefined }), end('exact', 45)],
      rises: [rise(30, 60)],
      kills: [['exact', 'time-and-counter']],
    },
    {
      fact: 'no end that a code of its own explains',
      ends: [end('a', 45, { exitCode: 139 })],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'no end that may lie anywhere in a silence of 26 minutes: it fits any count by chance',
      ends: [end('a', [-700, 860], { exitCode: undefined, reason: undefined })],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'each of two counts by two one end, though one end fits both and the first better',
      ends: [end('a', [20, 40], { ...OOM, exitCode: undefined }), end('b', [31, 80], { ...OOM, exitCode: undefined })],
      rises: [rise(10, 41, 2), rise(65, 95, 2)],
      kills: [
        ['a', 'reason-and-counter'],
        ['b', 'reason-and-counter'],
      ],
    },
    {
      fact: 'each of two counts one end, though one end fits both, and the one that the other fits better',
      ends: [end('b', [39, 61], { exitCode: undefined }), end('a', [20, 41], { exitCode: undefined })],
      rises: [rise(30, 40, 2), rise(50, 60, 2)],
      kills: [
        ['a', 'time-and-counter'],
        ['b', 'time-and-counter'],
      ],
    },
    {
      fact: 'the end within the step before one that may have ended in its last second, and that one by the next count',
      ends: [
        end('a', [19, 43], { exitCode: undefined }),
        end('b', [47, 73], { exitCode: undefined }),
        end('c', [70, 88], { ...OOM, exitCode: undefined }),
      ],
      rises: [rise(33, 48, 2), rise(63, 78, 2), rise(79, 93, 2)],
      kills: [
        ['a', 'time-and-counter'],
        ['b', 'time-and-counter'],
        ['c', 'reason-and-counter'],
      ],
    },
    {
      fact: 'a second end of a count by two, though it may have ended after the last reading',
      ends: [end('a', [31, 59]), end('b', [40, 95], { exitCode: undefined })],
      rises: [rise(30, 60, 2)],
      track: { samples: [0, 30, 60, 90].map((at) => ({ at: at * 1000, value: 0 })) },
      kills: [['a', 'time-and-counter']],
    },
    {
      fact: 'one whose minute is known before one that may have ended at any time of a back-off, whatever their codes',
      ends: [end('wide', [-200, 180], OOM), end('a', [20, 65], { ...OOM, exitCode: undefined })],
      rises: [rise(30, 60)],
      kills: [['a', 'reason-and-counter']],
    },
    {
      fact: 'an end without a code of which little lies within the step, though nothing else does',
      ends: [end('a', [58, 140], { exitCode: undefined, reason: undefined })],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'a flagged end of a long silence, where two counts are left that it fits: neither',
      ends: [end('a', [-500, 590], { ...OOM, exitCode: undefined })],
      rises: [rise(30, 60), rise(300, 330)],
      kills: [
        [undefined, 'counter-alone'],
        [undefined, 'counter-alone'],
      ],
    },
    {
      fact: 'a flagged end of a long silence, where another that nobody counted fits the only count better: neither',
      ends: [end('a', [-100, 590], { ...OOM, exitCode: undefined }), end('b', [290, 450], { exitCode: undefined })],
      rises: [rise(300, 330)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'a flagged end of a long silence, where another end explains the other count',
      ends: [end('a', [-500, 590], { ...OOM, exitCode: undefined }), end('b', 45, OOM)],
      rises: [rise(30, 60), rise(300, 330)],
      kills: [
        ['b', 'reason-and-counter'],
        ['a', 'reason-and-counter'],
      ],
    },
    {
      fact: 'an end of a pod that was not there yet at the rise, flagged as it is',
      ends: [end('a', [62, 90], { ...OOM, exitCode: undefined, podNotBefore: 62_000 })],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'an end of a pod that came within the step of the count',
      ends: [end('a', [45, 90], { ...OOM, exitCode: undefined, podNotBefore: 45_000 })],
      rises: [rise(30, 60)],
      kills: [['a', 'reason-and-counter']],
    },
    {
      fact: 'the end of a pod that says Evicted, while the counter rose for another',
      ends: [end('evicted', 45, { restarted: false })],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'an end before the eviction: its container was started again',
      ends: [end('evicted', 45)],
      rises: [rise(30, 60)],
      kills: [['evicted', 'time-and-counter']],
    },
    {
      fact: 'the end of a deleted pod while the counter rose',
      ends: [end('a', [40, 50], { exitCode: undefined, restarted: false, podGoneAt: 80_000 })],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'one kill, and beside a flagged end by a code of its own one that may have ended then as well: neither',
      ends: [end('gave-up', [35, 65], { ...OOM, exitCode: 1 }), end('a', [-300, 65], { ...OOM, exitCode: undefined })],
      rises: [rise(-200, -170), rise(30, 60)],
      kills: [
        [undefined, 'counter-alone'],
        [undefined, 'counter-alone'],
      ],
    },
    {
      fact: 'a flagged end by a code of its own, alone with the count',
      ends: [end('gave-up', [35, 65], { ...OOM, exitCode: 1 })],
      rises: [rise(30, 60)],
      kills: [['gave-up', 'reason-and-counter']],
    },
    {
      fact: 'three kills, and ends that fit two of them each: none is left over that an end could have been',
      ends: [end('b', [-25, 35], { ...OOM, exitCode: undefined }), end('a', [35, 95], OOM), end('c', [85, 155], OOM)],
      rises: [rise(22, 52), rise(82, 112), rise(112, 142)],
      kills: [
        ['b', 'reason-and-counter'],
        ['a', 'reason-and-counter'],
        ['c', 'reason-and-counter'],
      ],
    },
    {
      fact: 'one kill, one that ended soon after it, and one that ended at some time of six minutes around it: that one',
      ends: [end('late', [80, 140], OOM), end('a', [20, 380], OOM)],
      rises: [rise(30, 60)],
      kills: [['a', 'reason-and-counter']],
    },
    {
      fact: 'one kill, a flagged one beside it by the difference of two clocks, and one that ended as it was counted: neither',
      ends: [end('flagged', [75, 132], OOM), end('within', [0, 42], { exitCode: undefined })],
      rises: [rise(30, 60)],
      kills: [[undefined, 'counter-alone']],
    },
    {
      fact: 'one kill, two that ended: the flagged one',
      ends: [end('a', 44), end('b', 58, OOM)],
      rises: [rise(30, 60)],
      kills: [['b', 'reason-and-counter']],
    },
  ])('$fact', ({ ends, rises, kills, track = watched }) => {
    const saysEvicted = ({ pod }: ContainerEnd) => pod === 'evicted';
    const found = detectOomKills({ ends, rises, track, saysEvicted }).kills;
    expect(found.map((kill) => [kill.end?.pod, kill.match])).toEqual(kills);
  });

  it.each([
    { fact: 'narrows an end down to the one count that it fits', rises: [rise(30, 60)], from: 30, to: 60 },
    {
      fact: 'leaves an end as wide as it is where it fits another count that nothing explains',
      rises: [rise(30, 60), rise(90, 120)],
      from: 20,
      to: 95,
    },
    {
      fact: 'leaves an end as wide as it is where a boot began the count anew by then',
      rises: [rise(30, 60)],
      from: 20,
      to: 95,
      track: {
        samples: [
          [0, 0],
          [60, 2],
          [90, 2],
          [120, 0],
        ].map(([at = 0, value = 0]) => ({ at: at * 1000, value })),
      },
    },
    {
      fact: 'leaves an end as wide as it is where it fits another count, though an end explains that',
      ends: [end('a', [20, 95], OOM), end('b', 80, OOM)],
      rises: [rise(30, 60), rise(70, 90)],
      from: 20,
      to: 95,
    },
    {
      fact: 'narrows an end of a long silence down to the count that nothing else explains, where another is explained',
      ends: [end('a', [-200, 300], OOM), end('b', 80, OOM)],
      rises: [rise(30, 60), rise(70, 90)],
      from: 30,
      to: 60,
    },
    {
      fact: 'leaves two ends as wide as they are that fit two counts either way',
      ends: [end('a', [20, 95], OOM), end('b', [25, 100], OOM)],
      rises: [rise(30, 60), rise(70, 90)],
      from: 20,
      to: 95,
    },
    {
      fact: 'leaves an end as wide as it is where the count was not read again after it',
      rises: [rise(30, 60)],
      from: 20,
      to: 95,
      track: { samples: [0, 30, 60, 90].map((at) => ({ at: at * 1000, value: 0 })) },
    },
  ])('$fact', ({ ends = [end('a', [20, 95], OOM)], rises, from, to, track = watched }) => {
    const [kill] = detectOomKills({ ends, rises, track }).kills;
    expect([kill?.end?.pod, kill?.earliest, kill?.latest]).toEqual(['a', from * 1000, to * 1000]);
  });

  it('leaves an end to its own cause when its memory speaks against a kill', () => {
    const found = detectOomKills({ ends: [end('a', 45)], rises: [rise(30, 60)], track: watched, objects: () => true });
    expect(found.rest.map(({ pod }) => pod)).toEqual(['a']);
    expect(found.kills.map(({ match }) => match)).toEqual(['counter-alone']);
  });
});
