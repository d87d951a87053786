import { detectContainerEnds, type ContainerHistory, type ContainerLook } from './detectContainerEnds';

const CONTEXT = {
  from: 0,
  scrapeInterval: 30_000,
  step: 30_000,
  lives: [],
  queries: { finished: 'f', reasons: 'r', restarts: 'n' },
};

const history = (looks: readonly ContainerLook[], before = true): ContainerHistory => ({
  namespace: 'shop',
  pod: 'checkout',
  container: 'web',
  uid: 'u',
  before,
  looks: looks.map((look) => ({
    ...look,
    time: look.time * 1000,
    finishedAt: look.finishedAt && look.finishedAt * 1000,
  })),
});

const times = (looks: readonly ContainerLook[], before?: boolean) =>
  detectContainerEnds(history(looks, before), CONTEXT).map(({ earliest, latest }) =>
    earliest === latest ? earliest / 1000 : [earliest / 1000, latest / 1000]
  );

test('of two replicas of Prometheus the slower one’s exit code stands beside the new time for one look only', () => {
  const [first, ...others] = detectContainerEnds(
    history([
      { time: 30, restarts: 1, finishedAt: 10, exitCode: 137 },
      { time: 60, restarts: 2, finishedAt: 55, exitCode: 137, lastReason: 'OOMKilled' },
      { time: 90, restarts: 2, finishedAt: 55, exitCode: 1, lastReason: 'Error' },
    ]),
    CONTEXT
  ).reverse();
  expect(first).toMatchObject({ latest: 55_000, exitCode: 1, reason: 'Error' });
  expect(others).toHaveLength(1);
});

test('a pod first seen ended after five minutes of silence ended at any time of it', () => {
  const ended = history([{ time: 330, restarts: 0, reason: 'OOMKilled' }], false);
  const [end] = detectContainerEnds({ ...ended, notBefore: 20_000 }, CONTEXT);
  expect(end).toMatchObject({ earliest: 20_000, latest: 330_000, exact: false, reason: 'OOMKilled' });
});

describe('detectContainerEnds', () => {
  test.each<{ fact: string; looks: ContainerLook[]; before?: boolean; ends: unknown[] }>([
    {
      fact: 'a last termination that sticks for days is one end',
      looks: [60, 90, 120].map((time) => ({
        time,
        restarts: 1,
        finishedAt: 45,
        exitCode: 137,
        lastReason: 'OOMKilled',
      })),
      ends: [45],
    },
    {
      fact: 'the state, then the restart, then the finish time of one end are one end',
      looks: [
        { time: 30, restarts: 0 },
        { time: 60, restarts: 0, reason: 'Error' },
        { time: 90, restarts: 1, finishedAt: 44, exitCode: 137, lastReason: 'Error' },
      ],
      ends: [44],
    },
    {
      fact: 'restarts that no finish time explains are ends of their own',
      looks: [
        { time: 30, restarts: 0 },
        { time: 60, restarts: 2, finishedAt: 55, exitCode: 1, lastReason: 'Error' },
      ],
      ends: [55, [-20, 55]],
    },
    {
      fact: 'a restart may have waited a back-off longer than its count says: one that a loss of power took is not counted',
      looks: [
        { time: 30, restarts: 0 },
        { time: 90, restarts: 1 },
      ],
      ends: [[-10, 90]],
    },
    {
      fact: 'a restart that comes minutes after the newest finish, and was not told of, says that two had ended by then',
      looks: [
        { time: 30, restarts: 0 },
        { time: 60, restarts: 0, reason: 'Error' },
        { time: 90, restarts: 1, finishedAt: 48, exitCode: 137, lastReason: 'Error' },
        { time: 270, restarts: 1, finishedAt: 48, exitCode: 137, lastReason: 'Error' },
        { time: 300, restarts: 2, finishedAt: 48, exitCode: 137, lastReason: 'Error' },
      ],
      ends: [[0, 48], 48],
    },
    {
      fact: 'after the longest back-off a busy node may be minutes late besides',
      looks: [
        { time: 600, restarts: 6 },
        { time: 630, restarts: 7 },
      ],
      ends: [[90, 630]],
    },
    {
      fact: 'a crash loop is counted once a crash',
      looks: [
        { time: 30, restarts: 0 },
        { time: 60, restarts: 1, finishedAt: 50, exitCode: 139 },
        { time: 90, restarts: 1, finishedAt: 80, exitCode: 139 },
        { time: 120, restarts: 2, finishedAt: 80, exitCode: 139 },
      ],
      ends: [50, 80],
    },
    {
      fact: 'a state that one of two replicas still shows when the other has counted the restart is no second end',
      looks: [
        { time: 30, restarts: 0 },
        { time: 60, restarts: 0, reason: 'OOMKilled' },
        { time: 70, restarts: 1, finishedAt: 55, exitCode: 137, lastReason: 'OOMKilled', reason: 'OOMKilled' },
        { time: 80, restarts: 1, finishedAt: 55, exitCode: 137, lastReason: 'OOMKilled' },
      ],
      ends: [55],
    },
    {
      fact: 'a state that is there with its own finish time and restart, as after a node’s start, is one end',
      looks: [
        { time: 30, restarts: 1 },
        { time: 60, restarts: 2, finishedAt: 50, exitCode: 255, lastReason: 'Unknown', reason: 'Unknown' },
        { time: 90, restarts: 2, finishedAt: 50, exitCode: 255, lastReason: 'Unknown' },
      ],
      ends: [50],
    },
    {
      fact: 'so it is where kube-state-metrics tells no times',
      looks: [
        { time: 30, restarts: 0 },
        { time: 60, restarts: 1, lastReason: 'Unknown', reason: 'Unknown' },
        { time: 90, restarts: 1, lastReason: 'Unknown' },
      ],
      ends: [[-10, 60]],
    },
    {
      fact: 'a restart and another end in one look are two ends',
      looks: [
        { time: 30, restarts: 0 },
        { time: 60, restarts: 1, lastReason: 'OOMKilled', reason: 'OOMKilled' },
      ],
      ends: [
        [-10, 60],
        [0, 60],
      ],
    },
    {
      fact: 'a state that is over, and waits to be started again, is one end',
      looks: [
        { time: 30, restarts: 1, finishedAt: 5 },
        { time: 60, restarts: 1, finishedAt: 5, reason: 'Error' },
        { time: 90, restarts: 1, finishedAt: 50, exitCode: 1 },
        { time: 120, restarts: 2, finishedAt: 50, exitCode: 1 },
      ],
      ends: [5, 50],
    },
    {
      fact: 'a pod that was terminated when looking began is old',
      looks: [
        { time: 30, restarts: 0, reason: 'OOMKilled' },
        { time: 60, restarts: 0, reason: 'OOMKilled' },
      ],
      ends: [],
    },
    {
      fact: 'a pod that came and was terminated within the range is not',
      looks: [{ time: 60, restarts: 0, reason: 'OOMKilled' }],
      before: false,
      ends: [[0, 60]],
    },
    {
      fact: 'restarts from before the range are not counted again',
      looks: [
        { time: 30, restarts: 17 },
        { time: 60, restarts: 17 },
      ],
      ends: [],
    },
    {
      fact: 'the restart of an end before the range is no new end',
      looks: [
        { time: 30, restarts: 3, reason: 'Error' },
        { time: 60, restarts: 4 },
      ],
      ends: [],
    },
    {
      fact: 'a count that falls (the kubelet forgot old containers) is no end',
      looks: [
        { time: 30, restarts: 5 },
        { time: 60, restarts: 2 },
      ],
      ends: [],
    },
  ])('$fact', ({ looks, before, ends }) => {
    expect(times(looks, before)).toEqual(ends);
  });

  it('takes the reason from the status when that has no finish time', () => {
    const looks = [
      { time: 30, restarts: 0 },
      { time: 60, restarts: 1, exitCode: 137, lastReason: 'ContainerStatusUnknown' },
    ];
    expect(detectContainerEnds(history(looks), CONTEXT)).toMatchObject([
      { exact: false, exitCode: 137, reason: 'ContainerStatusUnknown', restarted: true },
    ]);
  });

  it('doubts a code that one sample alone showed, where it is the code of the end before and the next shows another', () => {
    const before = { time: 30, restarts: 1, finishedAt: 10, exitCode: 143 };
    const mixed = { time: 60, restarts: 2, finishedAt: 50, exitCode: 143 };
    const next = { time: 90, restarts: 3, finishedAt: 70, exitCode: 137 };
    const codes = (looks: ContainerLook[]) => detectContainerEnds(history(looks), CONTEXT).map((end) => end.exitCode);
    expect(codes([before, mixed, mixed, next])).toEqual([143, undefined, 137]);
    expect(codes([before, mixed, { ...mixed, time: 75 }, next])).toEqual([143, 143, 137]);
    expect(codes([before, { ...mixed, exitCode: 1 }, next])).toEqual([143, 1, 137]);
  });

  it('does not bound an end by the last sample of an earlier pod of the name', () => {
    const uid = '3eeb27ae-ff52-451e-abba-0246cf17edd0';
    const looks = [
      { time: 150, restarts: 0 },
      { time: 180, restarts: 0, reason: 'Error' },
    ];
    const life = (of: string) => ({
      ...{ namespace: 'shop', pod: 'checkout', container: 'web', firstSample: 0, lastSample: 62_000, missedAt: 92_000 },
      id: `/kubepods.slice/kubepods-pod${of.replace(/-/g, '_')}.slice/cri-containerd-1.scope`,
    });
    const found = (of: string) =>
      detectContainerEnds({ ...history(looks), uid }, { ...CONTEXT, lives: [life(of)] }).map(
        ({ earliest }) => earliest
      );
    expect(found(uid)).toEqual([62_000]);
    expect(found('b1d9c1d2-0000-4000-8000-000000000000')).toEqual([120_000]);
  });

  it('bounds an end that a restart tells of by the instance before the one that was started', () => {
    const looks = [
      { time: 150, restarts: 3 },
      { time: 180, restarts: 4, exitCode: 137 },
    ];
    const life = (id: string, firstSample: number, lastSample: number) => ({
      ...{ namespace: 'shop', pod: 'checkout', container: 'web', id },
      ...{ firstSample: firstSample * 1000, lastSample: lastSample * 1000, missedAt: (lastSample + 30) * 1000 },
    });
    const lives = [life('/a', 0, 92), life('/b', 166, 188)];
    const [end] = detectContainerEnds(history(looks), { ...CONTEXT, lives });
    expect(end).toMatchObject({ earliest: 92_000, latest: 122_000 });
  });

  it('bounds two ends by the instance that ran on before both, of which one tells its time', () => {
    const looks = [
      { time: 150, restarts: 0 },
      { time: 270, restarts: 2, finishedAt: 255, exitCode: 137, lastReason: 'Error' },
    ];
    const ran = (firstSample: number) => ({
      ...{ namespace: 'shop', pod: 'checkout', container: 'web', id: '/a' },
      ...{ firstSample: firstSample * 1000, lastSample: 230_000, missedAt: 260_000 },
    });
    const found = (firstSample: number) =>
      detectContainerEnds(history(looks), { ...CONTEXT, lives: [ran(firstSample)] }).map(({ earliest, latest }) => [
        earliest / 1000,
        latest / 1000,
      ]);
    const exact = [255, 255];
    expect(found(-300)).toEqual([exact, [230, 255]]);
    // What came into sight since may have been started after an end that is told late.
    expect(found(0)).toEqual([exact, [100, 255]]);
  });

  describe('of a row of crashes', () => {
    const life = (id: string | undefined, from: number, to: number) => ({
      ...{ namespace: 'shop', pod: 'checkout', container: 'web', id },
      ...{ firstSample: from * 1000, lastSample: to * 1000, missedAt: (to + 30) * 1000 },
    });
    const looks: ContainerLook[] = [
      { time: 60, restarts: 0 },
      { time: 120, restarts: 1 },
      { time: 180, restarts: 1 },
      { time: 210, restarts: 2 },
    ];
    const bounds = (more: ContainerLook[], lives: Array<ReturnType<typeof life>>) =>
      detectContainerEnds(history([...looks, ...more]), { ...CONTEXT, lives }).map(({ earliest, latest }) => [
        earliest / 1000,
        latest / 1000,
      ]);

    it('bounds each by its own instance', () => {
      const lives = [life('/a', -300, 62), life('/b', 100, 110), life('/c', 240, 300)];
      expect(bounds([], lives)).toEqual([
        [62, 92],
        [110, 140],
      ]);
    });

    it('bounds none by an instance that came into sight about the restart', () => {
      const lives = [life('/a', -300, 62), life('/b', 182, 184)];
      expect(bounds([], lives)).toEqual([
        [62, 92],
        [130, 210],
      ]);
    });

    it('bounds none by an instance that was lost long before, where one that was lost in time may be it', () => {
      const lives = [life('/a', -300, 62), life('/b', 100, 110), life('/c', 150, 200), life('/d', 260, 350)];
      const later = [240, 270, 300, 330, 360].map((time) => ({ time, restarts: 2 }));
      expect(bounds([...later, { time: 390, restarts: 3 }], lives)).toEqual([
        [62, 92],
        [110, 140],
        [290, 390],
      ]);
    });

    it('bounds by an instance the restart that was told in time, and not the next, whose own was never sampled', () => {
      const lives = [life('/a', -300, 62), life('/b', 100, 130), life('/d', 345, 500)];
      const later = [240, 270, 300, 330].map((time) => ({ time, restarts: 2 }));
      expect(bounds([...later, { time: 360, restarts: 3, lastReason: 'Unknown' }], lives)).toEqual([
        [62, 92],
        [130, 160],
        [260, 360],
      ]);
    });

    it('holds the end of an instance that ran too long to go unseen, and was, for one of soon after its start', () => {
      const lives = [life('/a', -300, 62), life('/b', 100, 130), life('/d', 405, 500)];
      const later = [240, 270, 300, 330, 360, 390].map((time) => ({ time, restarts: 2 }));
      const seen = [life('/a', -300, 62), life('/b', 100, 130), life('/c', 215, 300), life('/d', 405, 500)];
      const ends = (of: typeof lives) => bounds([...later, { time: 420, restarts: 3 }], of);
      expect(ends(lives).at(-1)).toEqual([130, 420]);
      const throughAll = life(undefined, -300, 500);
      expect(ends([...lives, throughAll]).at(-1)).toEqual([130, 420]);
      expect(ends(seen).at(-1)).toEqual([300, 330]);
    });

    describe('whose code came without a time', () => {
      const row = (next: number): ContainerLook[] => [
        { time: 60, restarts: 0 },
        { time: 120, restarts: 1, exitCode: 137 },
        { time: 150, restarts: 1, exitCode: 137 },
        { time: 210, restarts: 2, exitCode: next },
      ];
      const first = (next: number, lives: Array<ReturnType<typeof life>>) => {
        const [end] = detectContainerEnds(history(row(next)), { ...CONTEXT, lives });
        return end && [end.earliest / 1000, end.latest / 1000, end.exitCode];
      };
      const crashed = life('/a', -300, 62);

      it('binds it by an instance that was seen until the look: nothing else can have ended since', () => {
        const [end] = detectContainerEnds(history(row(137)), {
          ...CONTEXT,
          lives: [life('/a', -300, 95), life('/b', 130, 160)],
        });
        expect(end).toMatchObject({ earliest: 95_000, latest: 120_000, aliveAt: 95_000, exitCode: 137 });
      });

      it.each([
        ['the next restart shows another', 1, [life('/b', 130, 160)], [62, 92, 137]],
        ['what was started was seen to run on', 137, [life('/b', 100, 130)], [62, 92, 137]],
        ['the next restart shows the same', 137, [life('/b', 130, 160)], [62, 120, 137]],
        ['what was started may have ended by then as well', 1, [life('/b', 100, 112)], [62, 120, 137]],
      ])('binds it only where that is surely its own: %s', (_, next, started, expected) => {
        expect(first(next, [crashed, ...started])).toEqual(expected);
      });
    });

    it('bounds none by an instance that is all that a later end can be of: it may be what was started', () => {
      const lives = [life('/a', -300, 62), life('/b', 140, 200)];
      expect(bounds([{ time: 240, restarts: 2, reason: 'Error' }], lives)).toEqual([
        [62, 92],
        [130, 210],
        [180, 240],
      ]);
    });
  });

  it('bounds an end that the API learned two minutes late by the container’s last sample', () => {
    const looks = [
      { time: 150, restarts: 0 },
      { time: 180, restarts: 0, reason: 'Error' },
    ];
    const life = {
      namespace: 'shop',
      pod: 'checkout',
      container: 'web',
      id: '/a',
      firstSample: 0,
      lastSample: 62_000,
      missedAt: 92_000,
    };
    expect(detectContainerEnds(history(looks), { ...CONTEXT, lives: [life] })).toMatchObject([
      { earliest: 62_000, latest: 92_000 },
    ]);
  });
});
