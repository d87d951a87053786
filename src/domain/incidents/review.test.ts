import {
  AT_ROOT,
  BEST_EFFORT,
  curve,
  data,
  end,
  EVENT,
  evicted,
  growing,
  kill,
  LOOKS,
  memory,
  peak,
  rise,
  SHORT,
  SHORT_NODE,
  SURVIVOR,
  WEB,
} from '../../../test/fixtures/reviewFacts';

import type { NodeObservations } from '../events/eventsObservations';
import type { ContainerEnd } from '../events/eventsObserved';
import { MiB } from '../units';

import { review } from './review';
import type { ReviewData } from './reviewData';

describe('review', () => {
  test.each<[string, ReviewData, string, string]>([
    [
      'at its limit by its peak, flagged and counted',
      data({ kills: [kill(end())] }, { peaks: [peak(280, 300)] }),
      'oom1-container-limit',
      'certain',
    ],
    [
      'at its limit by its peak, on a node with swap: a cgroup (v1: of memory alone, memory+swap is another) stays there for long',
      data({ kills: [kill(end())] }, { peaks: [peak(280, 300)], hasSwap: true }),
      'oom1-container-limit',
      'likely',
    ],
    [
      'last seen close to its limit, 137 with Error',
      data({ kills: [kill(end({ reason: 'Error' }), 'time-and-counter')] }, { containers: [growing('web', 50, 285)] }),
      'oom1-container-limit',
      'likely',
    ],
    [
      'never near its limit, the node with room',
      data({ kills: [kill(end())] }, { peaks: [peak(80, 90)] }),
      'oom4-kubepods-limit',
      'likely',
    ],
    [
      'without a limit, the node with room',
      data({ kills: [kill(end({ qos: 'BestEffort' }))] }, BEST_EFFORT),
      'oom4-kubepods-limit',
      'likely',
    ],
    [
      'without a limit, the node almost out of memory',
      data({ kills: [kill(end({ qos: 'BestEffort' }))] }, { ...BEST_EFFORT, ...SHORT_NODE, memory: SHORT }),
      'node-exhausted',
      'likely',
    ],
    [
      'with a count at the root cgroup',
      data({ kills: [kill(end())], rootKills: [AT_ROOT] }, { ...SHORT_NODE, memory: SHORT }),
      'node-exhausted',
      'certain',
    ],
    [
      'with failed allocations of the kubepods cgroup',
      data(
        { kills: [kill(end({ qos: 'BestEffort' }))] },
        {
          ...BEST_EFFORT,
          kubepodsFailures: [
            { at: EVENT - 60_000, value: 0 },
            { at: EVENT + 30_000, value: 632 },
          ],
        }
      ),
      'oom4-kubepods-limit',
      'certain',
    ],
    [
      'of which neither limit nor curves are known',
      data(
        { kills: [kill(end())] },
        { budgets: [], budgetsKnown: false, memory: memory({ nodeAvailable: undefined, podsWorkingSet: undefined }) }
      ),
      'unknown',
      'possible',
    ],
    [
      'that no container shows, with a pod at its limit',
      data({ kills: [kill(undefined, 'counter-alone')] }, { peaks: [peak(100, 300)] }),
      'child-killed',
      'likely',
    ],
    [
      'that no container shows, with nothing else',
      data({ kills: [kill(undefined, 'counter-alone')] }),
      'unknown',
      'possible',
    ],
  ])('calls a kill %s: %#', (_, input, verdict, confidence) => {
    expect(review(input)).toMatchObject([{ verdict, confidence }]);
  });

  const FAR = 'looks were 120 s apart, and more may happen between two';

  test.each<[string, number, number, string, string]>([
    ['certain where looks are a minute apart', 60_000, 60_000, 'certain', 'nothing contradicts it'],
    ['likely where they are two minutes apart', 120_000, 60_000, 'likely', FAR],
    ['likely where so many were lost that they are', 30_000, 120_000, 'likely', FAR],
  ])('calls what a count names %s', (_, scrapeInterval, width, confidence, rule) => {
    const when = { earliest: EVENT - width / 2, latest: EVENT + width / 2 };
    const counted = { ...kill(end()), ...when, rise: rise('node_vmstat_oom_kill', when) };
    const node = { peaks: [peak(280, 300)], memory: memory({ scrapeInterval }) };
    expect(review(data({ kills: [counted] }, node))).toMatchObject([
      { verdict: 'oom1-container-limit', confidence, confidenceRule: expect.stringContaining(rule) },
    ]);
  });

  it('stays certain that a node restarted whose looks are far apart: it says so itself', () => {
    const boot = { earliest: EVENT, latest: EVENT + 120_000, startedAt: EVENT + 60_000 };
    const restarts = [{ of: 'node' as const, ...boot, metric: 'node_boot_time_seconds', query: 'q' }];
    expect(review(data({ restarts }, { memory: memory({ scrapeInterval: 120_000 }) }))).toMatchObject([
      { verdict: 'node-restarted', confidence: 'certain' },
    ]);
  });

  const BLIND = {
    budgets: [],
    budgetsKnown: false,
    memory: memory({ nodeAvailable: undefined, podsWorkingSet: undefined }),
  };
  const SILENT_STATUSES = { kubelet: LOOKS, statuses: LOOKS.filter((at) => Math.abs(at - EVENT) > 300_000), root: [] };

  test.each<[string, ReviewData, string, string]>([
    [
      'a child’s, while nobody read which containers ended',
      data({ kills: [kill(undefined, 'counter-alone')], looks: SILENT_STATUSES }, { peaks: [peak(100, 300)] }),
      'unknown',
      'possible',
    ],
    [
      'certain, by a flag whose exit code and time nobody knows: a child’s death leaves it as well',
      data(
        { kills: [kill(end({ exitCode: undefined, exact: false, latest: EVENT + 30_000 }))] },
        { peaks: [peak(280, 300)] }
      ),
      'oom1-container-limit',
      'likely',
    ],
  ])('calls no kill %s', (_, input, verdict, confidence) => {
    expect(review(input)).toMatchObject([{ verdict, confidence }]);
  });

  it.each<[string, Partial<ReviewData>, string]>([
    ['likely while the node had room: kills of a cpuset or memory policy are counted there too', {}, 'likely'],
    ['certain where the node had nothing left', { ...SHORT_NODE, memory: SHORT }, 'certain'],
  ])('calls a count at the root cgroup alone %s', (_, node, confidence) => {
    const input = data({ kills: [kill(end())], rootKills: [AT_ROOT] }, node);
    expect(review(input)).toMatchObject([{ verdict: 'node-exhausted', confidence }]);
  });

  it('joins no eviction that may lie anywhere in 26 minutes to what it would make surer', () => {
    const minutes = (n: number) => EVENT + n * 60_000;
    const wide = { earliest: minutes(-13), latest: minutes(13) };
    const counted = rise('kubelet_evictions', { ...wide, signal: 'memory.available' });
    const input = data(
      {
        kills: [
          kill(end({ qos: 'BestEffort' })),
          {
            ...kill(end({ pod: 'db', earliest: minutes(9), latest: minutes(9) })),
            earliest: minutes(9),
            latest: minutes(9),
          },
        ],
        evictions: [{ ...wide, rise: counted }],
      },
      { ...BEST_EFFORT, ...SHORT_NODE, memory: SHORT }
    );
    const told = review(input).filter(({ victims }) => victims.some(({ fate }) => fate === 'oom-killed'));
    expect(told.length).toBe(2);
    told.forEach(({ confidence }) => expect(confidence).not.toBe('certain'));
  });

  it('joins no kill that may lie anywhere in 26 minutes to an eviction of a known minute', () => {
    const wide = { earliest: EVENT - 780_000, latest: EVENT + 780_000 };
    const free = end({ qos: 'BestEffort', exact: false, ...wide });
    const failures = [
      { at: wide.earliest, value: 0 },
      { at: wide.latest, value: 632 },
    ];
    const input = data(
      {
        kills: [{ ...wide, end: free, match: 'reason-alone' }],
        evictions: [evicted('allocatableMemory.available', 'db')],
        oomTrack: { samples: [] },
      },
      { ...BEST_EFFORT, kubepodsFailures: failures }
    );
    const told = review(input).map(({ verdict, victims }) => [verdict, victims.length]);
    expect(told).toContainEqual(['oom2-allocatable-evicted', 1]);
    expect(told).toHaveLength(2);
  });

  it('rules a parent’s limit out for a pod that Kubernetes runs: the cgroups above it are the kubelet’s own', () => {
    const [incident] = review(data({ kills: [kill(end())] }, BLIND));
    expect(incident?.alternatives).toContainEqual(
      expect.objectContaining({ verdict: 'parent-limit', standing: 'ruled out' })
    );
  });

  test.each<[string, ReviewData, string, string, boolean]>([
    [
      'under allocatableMemory.available',
      data({ evictions: [evicted('allocatableMemory.available', 'web')] }),
      'oom2-allocatable-evicted',
      'certain',
      true,
    ],
    [
      'under memory.available',
      data({ evictions: [evicted('memory.available')] }),
      'oom3-node-evicted',
      'certain',
      true,
    ],
    [
      'under nodefs.available',
      data({ evictions: [evicted('nodefs.available', 'web')] }),
      'evicted-other',
      'certain',
      false,
    ],
    // For what it was, nothing tells: it may be memory.
    ['that the kubelet did not count', data({ evictions: [evicted(undefined, 'web')] }), 'unknown', 'possible', true],
    [
      'uncounted, the kubelet not scraped, the node short under pressure',
      data(
        {
          evictions: [evicted(undefined, 'web')],
          kubeletWatched: false,
          looks: { kubelet: [], statuses: LOOKS, root: [] },
          pressure: [{ earliest: EVENT, latest: EVENT + 300_000, ended: true }],
        },
        { memory: SHORT }
      ),
      'oom3-node-evicted',
      'likely',
      true,
    ],
  ])('calls an eviction %s', (_, input, verdict, confidence, isMemory) => {
    expect(review(input)).toMatchObject([{ verdict, confidence, memory: isMemory }]);
  });

  test.each<[string, ReviewData, string, string]>([
    [
      '137 while the kernel’s count stood still',
      data({ ends: [end({ reason: 'Error' })] }, { containers: [SURVIVOR] }),
      'killed-not-oom',
      'certain',
    ],
    [
      '137 while nobody read the count',
      data({ ends: [end({ reason: 'Error' })], oomTrack: { samples: [] } }),
      'unknown',
      'possible',
    ],
    ['143', data({ ends: [end({ exitCode: 143, reason: 'Error' })] }), 'stopped', 'certain'],
    ['143 with a flag left over', data({ ends: [end({ exitCode: 143 })] }), 'stopped', 'certain'],
    [
      '139 after growth',
      data({ ends: [end({ exitCode: 139, reason: 'Error' })] }, { containers: [growing('web', 10, 200)] }),
      'oom5-runtime-ceiling',
      'possible',
    ],
    [
      '139 without growth',
      data({ ends: [end({ exitCode: 139, reason: 'Error' })] }, { containers: [growing('web', 10, 12)] }),
      'crashed',
      'likely',
    ],
    ['1', data({ ends: [end({ exitCode: 1, reason: 'Error' })] }), 'crashed', 'likely'],
  ])('calls an end with exit code %s', (_, input, verdict, confidence) => {
    expect(review(input)).toMatchObject([{ verdict, confidence }]);
  });

  const UNREAD = { oomTrack: { samples: [] } };

  test.each<[string, ReviewData, boolean, string]>([
    [
      'a kill whose limit nothing tells',
      data({ kills: [kill(end())] }, BLIND),
      true,
      'The kernel killed web for memory; at which limit, the data does not tell',
    ],
    [
      'a kill by its flag alone, where nobody read the count',
      data({ kills: [{ earliest: EVENT, latest: EVENT, end: end(), match: 'reason-alone' }], ...UNREAD }, BLIND),
      true,
      'The kernel killed web for memory; at which limit, the data does not tell',
    ],
    [
      'a kill that only a counter of the container named',
      data(
        {
          kills: [{ ...kill(undefined, 'counter-alone'), rise: rise('container_oom_events_total', WEB) }],
          statusesKnown: false,
        },
        BLIND
      ),
      true,
      'The kernel killed web for memory; at which limit, the data does not tell',
    ],
    [
      'a kill that no source names',
      data({ kills: [kill(undefined, 'counter-alone')], statusesKnown: false }, BLIND),
      true,
      'The kernel killed a process that no source names for memory; at which limit, the data does not tell',
    ],
    [
      'a flag that the count neither confirms nor denies',
      data({ ends: [end()], ...UNREAD }, BLIND),
      true,
      'web ended with the flag OOMKilled; whether the kernel killed for memory, the data does not tell',
    ],
    [
      'an eviction that the kubelet did not count',
      data({ evictions: [evicted(undefined, 'web')] }),
      true,
      'The kubelet evicted web; for what, the data does not tell',
    ],
    [
      'an eviction for disk',
      data({ evictions: [evicted('nodefs.available', 'web')] }),
      false,
      'The kubelet evicted web for nodefs.available, not for memory',
    ],
    [
      '137 without a flag, nobody read the count',
      data({ ends: [end({ reason: 'Error' })], ...UNREAD }),
      false,
      'web was lost, and the data does not tell why',
    ],
    ['143 with a flag left over', data({ ends: [end({ exitCode: 143 })] }), false, 'web was told to stop'],
  ])('says of %s no less than its events, and whether it may be memory', (_, input, isMemory, headline) => {
    expect(review(input)).toMatchObject([{ memory: isMemory, headline }]);
  });

  it('keeps a kill that the kernel counted apart from the node’s start soon after', () => {
    const gone = { exitCode: 255, reason: 'Unknown', earliest: EVENT + 60_000, latest: EVENT + 60_000 };
    const boot = { earliest: EVENT - 10_000, latest: EVENT + 90_000, startedAt: EVENT + 60_000 };
    const input = data(
      {
        kills: [kill(end())],
        ends: [end({ pod: 'db', ...gone })],
        restarts: [{ of: 'node', ...boot, metric: 'node_boot_time_seconds', query: 'q' }],
      },
      BLIND
    );
    expect(review(input)).toMatchObject([
      { verdict: 'unknown', memory: true },
      { verdict: 'node-restarted', memory: false, headline: 'The node restarted, and with it db' },
    ]);
  });

  test.each<[string, ContainerEnd]>([
    ['a container that completed', end({ exitCode: 0, reason: 'Completed' })],
    [
      'the end that goes with a deletion',
      end({ exitCode: undefined, reason: 'Error', restarted: false, exact: false, podGoneAt: EVENT + 30_000 }),
    ],
    ['a restart of which nothing is known', end({ exitCode: undefined, reason: undefined })],
  ])('makes no incident of %s', (_, one) => {
    expect(review(data({ ends: [one] }))).toEqual([]);
  });

  it('blames the pod that grew, and lets the evicted one that did not have paid', () => {
    const containers = [growing('warehouse', 100, 4000), growing('web', 100, 101)];
    const [incident] = review(data({ evictions: [evicted('allocatableMemory.available', 'web')] }, { containers }));
    expect(incident).toMatchObject({
      culprit: { kind: 'pod', pod: 'warehouse' },
      victims: [{ pod: 'web', paidForAnother: true }],
    });
  });

  it('blames what is outside the pods when their sum stood still while the node’s rose', () => {
    const [incident] = review(
      data(
        { evictions: [evicted('memory.available', 'web')] },
        {
          memory: SHORT,
          nodeUsed: LOOKS.map((at, i) => ({ at, value: (1200 + 140 * i) * MiB, source: 'test' })),
          containers: [growing('web', 100, 101)],
        }
      )
    );
    expect(incident).toMatchObject({ culprit: { kind: 'outside-pods' }, victims: [{ paidForAnother: true }] });
  });

  it('blames nobody when nothing was seen to grow', () => {
    const [incident] = review(data({ evictions: [evicted('memory.available', 'web')] }));
    expect(incident).toMatchObject({ culprit: { kind: 'unknown' }, victims: [{ paidForAnother: false }] });
  });

  it('joins an eviction and kills at the kubepods limit of the same seconds into one incident with a race', () => {
    const input = data(
      { kills: [kill(end({ qos: 'BestEffort' }))], evictions: [evicted('allocatableMemory.available', 'cache')] },
      BEST_EFFORT
    );
    expect(review(input)).toMatchObject([{ verdict: 'oom4-kubepods-limit', race: true, victims: [{}, {}] }]);
  });

  it('keeps the victims of both where evictions by two signals are joined to kills', () => {
    const evictions = [evicted('allocatableMemory.available', 'cache'), evicted('memory.available', 'db')];
    const found = review(data({ kills: [kill(end({ qos: 'BestEffort' }))], evictions }, BEST_EFFORT));
    expect(found.map(({ victims }) => victims.map(({ pod }) => pod).sort())).toEqual([['cache', 'db', 'web']]);
  });

  it('is no surer of what it joined than of its parts, and certain only where all of them are', () => {
    const failures = [
      { at: EVENT - 60_000, value: 0 },
      { at: EVENT + 30_000, value: 632 },
    ];
    const kills = [kill(end({ qos: 'BestEffort' }))];
    const evictions = [evicted('allocatableMemory.available', 'cache')];
    const sure = { ...BEST_EFFORT, kubepodsFailures: failures };
    const of = (input: ReviewData) => review(input).map(({ verdict, confidence }) => [verdict, confidence]);
    expect(of(data({ kills }, sure))).toEqual([['oom4-kubepods-limit', 'certain']]);
    expect(of(data({ kills }, BEST_EFFORT))).toEqual([['oom4-kubepods-limit', 'likely']]);
    expect(of(data({ evictions }, BEST_EFFORT))).toEqual([['oom2-allocatable-evicted', 'certain']]);
    expect(of(data({ kills, evictions }, BEST_EFFORT))).toEqual([['oom4-kubepods-limit', 'likely']]);
    const short = { ...BEST_EFFORT, ...SHORT_NODE, memory: SHORT };
    const forNode = [evicted('memory.available', 'cache')];
    expect(of(data({ kills }, short))).toEqual([['node-exhausted', 'likely']]);
    expect(of(data({ evictions: forNode }, short))).toEqual([['oom3-node-evicted', 'certain']]);
    expect(of(data({ kills, evictions: forNode }, short))).toEqual([['oom3-node-evicted', 'likely']]);
  });

  it('is certain of a row of kills at one limit only where each of them is, whichever came first', () => {
    const MINUTE = 60_000;
    const sure = kill(end());
    const second = { earliest: EVENT + 4 * MINUTE, latest: EVENT + 4 * MINUTE };
    const rose = { earliest: second.earliest - 15_000, latest: second.latest + 15_000 };
    const unsure = {
      ...kill(end(second)),
      ...rose,
      rise: rise('node_vmstat_oom_kill', { ...rose, before: 1, after: 2 }),
    };
    const peaks = [peak(280, 300)];
    const of = (kills: NodeObservations['kills']) =>
      review(data({ kills }, { peaks })).map(({ verdict, confidence, victims }) => [
        verdict,
        confidence,
        victims.length,
      ]);
    expect(of([sure])).toEqual([['oom1-container-limit', 'certain', 1]]);
    expect(of([unsure])).toEqual([['oom1-container-limit', 'likely', 1]]);
    expect(of([sure, unsure])).toEqual([['oom1-container-limit', 'likely', 2]]);
    expect(of([unsure, sure])).toEqual([['oom1-container-limit', 'likely', 2]]);
  });

  it('is no less sure of kills at one ceiling for another that may belong to them, which says so itself', () => {
    const before = { earliest: EVENT - 70_000, latest: EVENT - 70_000 };
    const rose = { earliest: before.earliest - 15_000, latest: before.latest + 15_000 };
    const likely = {
      ...kill(end({ ...before, qos: 'BestEffort' })),
      ...rose,
      rise: rise('node_vmstat_oom_kill', rose),
    };
    // The kubelet evicted for the node in its seconds: it may have been that.
    const possible = kill(end({ pod: 'db', qos: 'BestEffort' }));
    const evictions = [evicted('memory.available', 'cache')];
    const told = (kills: NodeObservations['kills']) =>
      review(data({ kills, evictions }, BEST_EFFORT)).map(({ verdict, confidence, victims }) => [
        verdict,
        confidence,
        victims.filter(({ fate }) => fate === 'oom-killed').map((one) => one.confidence),
      ]);
    expect(told([possible])).toEqual([['oom4-kubepods-limit', 'possible', ['possible']]]);
    expect(told([likely, possible])).toEqual([['oom4-kubepods-limit', 'likely', ['likely', 'possible']]]);
  });

  it('projects the pods’ growth to the eviction and calls it a projection', () => {
    const input = data(
      { evictions: [evicted('allocatableMemory.available', 'web')] },
      {
        memory: memory({ podsWorkingSet: curve((i) => (i < 20 ? 500 + 200 * i : 500)) }),
      }
    );
    const projection = review({
      ...input,
      memory: { ...input.memory, times: input.memory.times.map((time) => time + 10_000) },
    })[0]?.projection;
    expect(projection?.curve).toBe('podsWorkingSet');
    expect(projection && projection.to.value > projection.from.value).toBe(true);
  });

  test('an eviction that no source timed is told as the interval it lies in, an exact end as one moment', () => {
    const told = (seen: Partial<NodeObservations>) =>
      review(data(seen))[0]?.story.flatMap(({ at, until, text }) =>
        /evicted|Ended/.test(text) ? [{ at, until }] : []
      );
    const interval = { at: EVENT - 15_000, until: EVENT + 15_000 };
    expect(told({ evictions: [evicted('memory.available', 'web')] })).toEqual([interval]);
    expect(told({ ends: [end({ exitCode: 143, reason: 'Error' })] })).toEqual([{ at: EVENT, until: undefined }]);
  });
});
