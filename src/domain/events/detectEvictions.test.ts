import { detectEvictions, type EvictionInput } from './detectEvictions';
import type { ContainerLife, PodLife, Rise } from './eventsObserved';

const rise = (earliest: number, latest: number, by = 1, signal = 'memory.available'): Rise => ({
  earliest: earliest * 1000,
  latest: latest * 1000,
  by,
  after: by,
  signal,
  metric: 'kubelet_evictions',
  query: 'q',
});

const pod = (name: string, more: Partial<PodLife> = {}): PodLife => ({
  namespace: 'shop',
  pod: name,
  uid: name,
  owner: { kind: 'DaemonSet', name: 'agent' },
  firstSeen: 0,
  lastSeen: 600_000,
  before: true,
  ...more,
});

const life = (name: string, lastSample: number, missedAt?: number): ContainerLife => ({
  namespace: 'shop',
  pod: name,
  container: 'c',
  id: `/${name}`,
  firstSample: 0,
  lastSample: lastSample * 1000,
  missedAt: missedAt === undefined ? undefined : missedAt * 1000,
});

const gone = (name: string, lastSeen: number, more: Partial<PodLife> = {}) =>
  pod(name, { lastSeen: lastSeen * 1000, missedAt: (lastSeen + 30) * 1000, ...more });

const told = (name: string, at: number) =>
  pod(name, { evictedSeen: { earliest: (at - 30) * 1000, latest: at * 1000, reason: 'Evicted', query: 'q' } });

const found = (input: Partial<EvictionInput>) =>
  detectEvictions({ rises: [], pods: [], lives: [], killed: [], ends: [], pressure: [], ...input }).map((eviction) => [
    eviction.pod?.pod,
    eviction.namedBy,
  ]);

describe('detectEvictions', () => {
  it('counts a pod that says Evicted and the kubelet’s count as one', () => {
    expect(found({ rises: [rise(0, 30)], pods: [told('a', 45)] })).toEqual([['a', 'reason']]);
  });

  it.each([
    {
      fact: 'takes a pod that the kernel killed minutes before, and that was sampled since',
      killedAt: 300,
      pods: ['a'],
    },
    { fact: 'leaves a pod that the kernel killed as it went', killedAt: 590, pods: [undefined] },
  ])('$fact', ({ killedAt, pods }) => {
    const at = killedAt * 1000;
    const end = { ...pod('a'), container: 'c', earliest: at, latest: at, exact: true, restarted: true, sources: [] };
    const input = { rises: [rise(590, 620)], pods: [gone('a', 600)], lives: [life('a', 600, 630)], killed: [end] };
    expect(found(input).map(([name]) => name)).toEqual(pods);
  });

  it('takes a status that came 80 s after the count', () => {
    expect(found({ rises: [rise(0, 30)], pods: [told('a', 110)] })).toEqual([['a', 'reason']]);
  });

  it('gives counts in the order in which pods said so: the kubelet evicts one after the other', () => {
    const said = (name: string, from: number, to: number) =>
      pod(name, { evictedSeen: { earliest: from * 1000, latest: to * 1000, reason: 'Evicted', query: 'q' } });
    const input = {
      rises: [rise(22, 32), rise(42, 52)],
      pods: [said('b', 60, 70), said('a', 40, 50)],
      interval: 10_000,
    };
    expect(found(input)).toEqual([
      ['a', 'reason'],
      ['b', 'reason'],
    ]);
  });

  test.each<[string, Rise[], PodLife[], boolean[]]>([
    ['where nothing else was counted', [rise(0, 30)], [told('a', 45)], [false]],
    ['where another was counted with it, under the same signal', [rise(0, 30, 2)], [told('a', 45)], [false, false]],
    [
      'where another was counted under another signal, and nothing says of whom',
      [rise(0, 30), rise(30, 60, 1, 'nodefs.available')],
      [told('a', 45)],
      [true, false],
    ],
    [
      'where another was counted under another signal, of whom that one may be as well',
      [rise(0, 30), rise(30, 60, 1, 'nodefs.available')],
      [told('a', 45), told('b', 50)],
      [true, true],
    ],
    [
      'where what was counted under another signal began after it had said so',
      [rise(0, 30), rise(130, 160, 1, 'nodefs.available')],
      [told('a', 45), told('b', 170)],
      [false, false],
    ],
    [
      'where another was counted minutes before, and nothing says of whom',
      [rise(0, 30), rise(190, 220)],
      [told('a', 205)],
      [false, true],
    ],
  ])('tells whether a pod that says Evicted may be of another count: %s', (_, rises, pods, rivals) => {
    const evictions = detectEvictions({ rises, pods, lives: [], killed: [], ends: [], pressure: [] });
    expect(evictions.map(({ hasRival = false }) => hasRival)).toEqual(rivals);
  });

  it('leaves a count that began only after the status to the pod that said so later', () => {
    const input = { rises: [rise(0, 60), rise(120, 180)], pods: [told('a', 75), told('b', 195)] };
    expect(found(input)).toEqual([
      ['a', 'reason'],
      ['b', 'reason'],
    ]);
  });

  it.each([
    ['is given to a count long before where the kubelet was read since, and counted no more', [20, 50, 170], [], 'a'],
    ['is of no count that was read before, where nobody read the kubelet since', [20, 50], [], undefined],
    ['is of no count of before the node went down', [20, 50, 170], [{ earliest: 140_000, latest: 150_000 }], undefined],
  ])('a status that %s', (_, read, down, name) => {
    const readAt = read.map((at) => at * 1000);
    const [first] = found({ rises: [rise(0, 30)], pods: [told('a', 110)], readAt, down });
    expect(first?.[0]).toBe(name);
  });

  it('takes a pod that may have said so at either of two counts for the first one’s', () => {
    const said = { earliest: 50_000, latest: 290_000, reason: 'Evicted', query: 'q' };
    const input = { rises: [rise(0, 100), rise(220, 360)], pods: [pod('a', { evictedSeen: said })], interval: 120_000 };
    expect(found(input)).toEqual([
      ['a', 'reason'],
      [undefined, undefined],
    ]);
  });

  it('gives no count of after a node’s restart to a pod that may have said so for one of before', () => {
    const pods = [pod('early', told('early', 100)), told('late', 190)];
    const input = { rises: [rise(140, 170)], pods, lives: [life('early', 10)], readAt: [20_000, 140_000, 170_000] };
    const restarted = { ...input, readAt: [...input.readAt, 260_000], down: [{ earliest: 40_000, latest: 80_000 }] };
    expect(found(restarted)).toEqual([
      ['early', 'reason'],
      ['late', 'reason'],
    ]);
    expect(
      detectEvictions({ killed: [], ends: [], pressure: [], ...restarted }).map(({ rise: one }) => one?.by)
    ).toEqual([undefined, 1]);
  });

  it('leaves a count to others where the pod’s containers were sampled after it, and a later one fits', () => {
    const said = { earliest: 10_000, latest: 250_000, reason: 'Evicted', query: 'q' };
    const rises = [rise(30, 60, 1, 'nodefs.available'), rise(120, 240)];
    const pods = [pod('a', { evictedSeen: said })];
    expect(found({ rises, pods, lives: [life('a', 100)], interval: 60_000 })).toEqual([
      [undefined, undefined],
      ['a', 'reason'],
    ]);
    expect(found({ rises: rises.slice(0, 1), pods, lives: [life('a', 70)], interval: 60_000 })).toEqual([
      ['a', 'reason'],
    ]);
  });

  it('takes a status that was seen before the count, as the kubelet counts after the kill', () => {
    expect(found({ rises: [rise(60, 90)], pods: [told('a', 45)] })).toEqual([['a', 'reason']]);
  });

  it('finds a pod that says Evicted although nothing was counted', () => {
    expect(found({ pods: [told('a', 45)] })).toEqual([['a', 'reason']]);
  });

  it('names the DaemonSet pod that was gone when the kubelet counted', () => {
    const input = {
      rises: [rise(60, 90)],
      pods: [gone('a', 60), pod('b')],
      lives: [life('a', 65, 95), life('b', 600)],
    };
    expect(found(input)).toEqual([['a', 'vanished']]);
  });

  it('names three in a row in their turn', () => {
    const names = ['a', 'b', 'c'];
    const input = {
      rises: [rise(60, 90), rise(90, 120), rise(120, 150)],
      pods: names.map((name, i) => gone(name, 60 + 30 * i)),
      lives: names.map((name, i) => life(name, 45 + 30 * i, 120 + 30 * i)),
    };
    expect(found(input).map(([name]) => name)).toEqual(names);
  });

  it.each([
    {
      fact: 'that were gone at the same time',
      pods: [gone('a', 60), gone('b', 60)],
      lives: [life('a', 65, 95), life('b', 66, 96)],
    },
    {
      fact: 'of which one was gone half a minute before: the kubelet counts after the cleanup',
      pods: [gone('evicted', 40), gone('deleted', 65)],
      lives: [life('evicted', 36, 66), life('deleted', 66, 126)],
    },
    {
      fact: 'of which one’s last sample lies beyond the count by the skew of two clocks',
      pods: [gone('deleted', 60), gone('evicted', 90)],
      lives: [life('deleted', 65, 95), life('evicted', 105, 135)],
    },
  ])('names none of two $fact', ({ pods, lives }) => {
    expect(found({ rises: [rise(60, 90)], pods, lives })).toEqual([[undefined, undefined]]);
  });

  it('names nobody while the node is drained, but a DaemonSet’s pod: a drain leaves those', () => {
    const cordoned = [{ earliest: 70_000, latest: 400_000 }];
    const named = (kind: string) =>
      found({
        rises: [rise(60, 90)],
        pods: [gone('a', 60, { owner: { kind, name: 'x' } })],
        lives: [life('a', 65, 95)],
        cordoned,
      });
    expect(named('StatefulSet')).toEqual([[undefined, undefined]]);
    expect(named('DaemonSet')).toEqual([['a', 'vanished']]);
  });

  it('names, where no samples are collected, the pod that went, and none whose container was started again', () => {
    const at = 105_000;
    const end = { ...pod('web'), container: 'c', earliest: at, latest: at, exact: true, restarted: true, sources: [] };
    const input = { rises: [rise(90, 120)], ends: [end] };
    expect(found({ ...input, pods: [gone('db', 100), gone('web', 300)] })).toEqual([['db', 'vanished']]);
    expect(found({ ...input, pods: [gone('web', 300)] })).toEqual([[undefined, undefined]]);
  });

  it('does not name a pod that came after the count, and was never sampled', () => {
    const came = (at: number) => [gone('a', at, { firstSeen: at * 1000, before: false })];
    expect(found({ rises: [rise(60, 90)], pods: came(90) })).toEqual([['a', 'vanished']]);
    expect(found({ rises: [rise(60, 90)], pods: came(145) })).toEqual([[undefined, undefined]]);
  });

  test.each(['none', 'ReplicaSet', 'Job'])(
    'does not take a deleted pod of kind %s: evicted ones of these stay',
    (kind) => {
      const input = {
        rises: [rise(60, 90)],
        pods: [gone('a', 60, { owner: { kind, name: 'x' } })],
        lives: [life('a', 65, 95)],
      };
      expect(found(input)).toEqual([[undefined, undefined]]);
    }
  );

  it('names nobody by a count over a silence of five minutes: much comes and goes meanwhile', () => {
    const input = { rises: [rise(60, 390)], pods: [gone('a', 200)], lives: [life('a', 205, 235)] };
    expect(found(input)).toEqual([[undefined, undefined]]);
  });

  it('does not take a pod for gone that cAdvisor sampled on while kube-state-metrics was silent', () => {
    const sampledOn = { ...life('a', 900, 930), id: '/kubepods/besteffort/poda/c' };
    const input = { rises: [rise(60, 90)], pods: [gone('a', 50, { missedAt: 1600_000 })], lives: [sampledOn] };
    expect(found(input)).toEqual([[undefined, undefined]]);
  });

  it('takes a pod that says Evicted after a long silence for the count at which its samples ended', () => {
    const said = pod('a', {
      evictedSeen: { earliest: 0, latest: 1600_000, reason: 'Evicted', query: 'q' },
      owner: { kind: 'none', name: '' },
    });
    const [first, second] = detectEvictions({
      rises: [rise(60, 90), rise(900, 930)],
      pods: [said],
      lives: [life('a', 65, 95)],
      killed: [],
      ends: [],
      pressure: [],
    });
    expect([first?.pod?.pod, second?.pod?.pod]).toEqual(['a', undefined]);
  });

  it('takes an ended pod that stays for the evicted one where no series says Evicted', () => {
    const owner = { kind: 'none', name: '' };
    const ended = {
      ...{ namespace: 'shop', pod: 'a', container: 'c', uid: 'a', exact: true, exitCode: 137, restarted: false },
      ...{ earliest: 70_000, latest: 70_000, sources: [] },
    };
    const input = { rises: [rise(60, 90)], pods: [pod('a', { owner }), pod('b', { owner })], ends: [ended] };
    expect(found(input)).toEqual([['a', 'vanished']]);
  });

  it('finds a pod that went under memory pressure where the kubelet’s count is not collected, and none without pressure', () => {
    const input = { pods: [gone('a', 60)], lives: [life('a', 65, 95)], counted: false };
    expect(found({ ...input, pressure: [{ earliest: 70_000, latest: 400_000 }] })).toEqual([['a', 'vanished']]);
    expect(found(input)).toEqual([]);
    expect(found({ ...input, counted: true, pressure: [{ earliest: 70_000, latest: 400_000 }] })).toEqual([]);
  });

  it('takes a pod that a node in the course of shutting down ended for no evicted one', () => {
    const said = pod('a', {
      evictedSeen: { earliest: 60_000, latest: 90_000, reason: 'TerminationByKubelet', query: 'q' },
    });
    expect(found({ pods: [said], down: [{ earliest: 80_000, latest: 400_000 }] })).toEqual([]);
    expect(found({ pods: [said] })).toEqual([['a', 'reason']]);
  });

  it('counts two of one reading as two', () => {
    expect(found({ rises: [rise(0, 30, 2)] })).toHaveLength(2);
  });

  it('reaches back to the pressure that the same pass set, when the count came late', () => {
    const pressure = [{ earliest: 50_000, latest: 400_000 }];
    const input = { rises: [rise(60, 90)], pods: [], lives: [], killed: [], ends: [], pressure };
    expect(detectEvictions(input)).toMatchObject([{ earliest: 20_000, latest: 90_000 }]);
  });
});
