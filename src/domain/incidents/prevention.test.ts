import { NOTHING_OBSERVED } from '../../../test/fixtures/nodeObservations';

import type { Kill } from '../events/detectOomKills';
import type { Curve, NodeMemory } from '../node/nodeMemory';
import { MiB } from '../units';

import type { CaseFile } from './caseFile';
import type { Blame } from './findCulprit';
import { prevention } from './prevention';
import type { ContainerBudget, ReviewData } from './reviewData';

const START = Date.UTC(2026, 10, 21, 21, 0);
const STEP = 30_000;
const STEPS = 41;
/** Ten minutes in. */
const EVENT = START + 600_000;
const LEAK = { namespace: 'shop', pod: 'leak', container: 'leak' };

const curve = (at: (i: number) => number): Curve => ({
  values: Array.from({ length: STEPS }, (_, i) => at(i) * MiB),
  provenance: 'measured',
  source: 'test',
});
const flat = (value: number) => curve(() => value);

const LINES = {
  kubepodsLimit: flat(5000),
  podsEvictionLine: flat(4500),
  allocatable: flat(4500),
  evictionHard: flat(500),
  reserved: flat(2000),
};

const memory = (more: Partial<NodeMemory> = {}): NodeMemory => ({
  identity: { node: 'n' },
  step: STEP,
  scrapeInterval: STEP,
  times: Array.from({ length: STEPS }, (_, i) => START + i * STEP),
  lines: LINES,
  podsWorkingSet: flat(400),
  // 20 MiB/s outside the pods for ten minutes, then it is gone.
  nodeWorkingSet: curve((i) => 400 + (i <= 10 ? 500 : i <= 20 ? 500 + 550 * (i - 10) : 500)),
  current: { findings: [] },
  events: [],
  findings: [],
  ...more,
});

const data = (more: Partial<ReviewData> = {}): ReviewData => ({
  observed: NOTHING_OBSERVED,
  memory: memory(),
  containers: [],
  peaks: [],
  kubepodsPeak: [],
  kubepodsFailures: [],
  failures: [],
  budgets: [],
  budgetsKnown: true,
  queries: {},
  ...more,
});

const NO_LINES = memory({ lines: {}, podsWorkingSet: undefined, nodeWorkingSet: undefined });

const killAt = (at: number, exact = true): Kill => ({
  earliest: at - 15_000,
  latest: at + 15_000,
  match: 'reason-and-counter',
  end: { ...LEAK, uid: 'u', earliest: at, latest: at, exact, restarted: true, sources: [] },
});

const file = (verdict: CaseFile['verdict'], kills: readonly Kill[] = []): CaseFile => ({
  verdict,
  confidence: 'certain',
  rule: 'r',
  race: false,
  evictions: kills.length > 0 ? [] : [{ earliest: EVENT - 15_000, latest: EVENT + 15_000 }],
  kills,
  ends: [],
  own: LEAK,
  evidence: [],
  missing: [],
});

const outside = (growth?: number): Blame => ({
  culprit: { kind: 'outside-pods', ...(growth !== undefined && { growth: growth * MiB }) },
  growths: [],
});

const leaking = (growth?: number): Blame => ({
  culprit: { kind: 'pod', namespace: 'shop', pod: 'leak', ...(growth !== undefined && { growth: growth * MiB }) },
  growths: [
    { kind: 'pod', namespace: 'shop', pod: 'leak', before: 3800 * MiB, bytes: 3000 * MiB },
    { kind: 'pod', namespace: 'shop', pod: 'web', before: 300 * MiB, bytes: 0 },
  ],
});

const budget = (more: Partial<ContainerBudget>): Partial<ReviewData> => ({ budgets: [{ ...LEAK, ...more }] });
const LIMIT = budget({ limit: 300 * MiB });

describe('prevention', () => {
  it('compares what was used outside the pods with the reserve, and prices a higher eviction-hard', () => {
    expect(prevention(file('oom3-node-evicted'), data(), outside(20))).toEqual([
      'Reserve what the system really uses: outside the pods it reached 6000 MiB; 2000 MiB is reserved.',
      expect.stringMatching(/^Cap what grew outside the pods/),
      'A higher eviction-hard would not have helped: at 20.0 MiB/s 750 MiB is crossed 13 s earlier than 500 MiB, and the same pods go. All pods together held 400 MiB, 20 s of that growth.',
    ]);
  });

  it('does not ask for a larger reserve where that was not outgrown', () => {
    const roomy = data({ memory: memory({ lines: { ...LINES, reserved: flat(8000) } }) });
    expect(prevention(file('oom3-node-evicted'), roomy, outside(20))[0]).toBe(
      'The reserve was not outgrown: outside the pods it reached 6000 MiB of 8000 MiB reserved.'
    );
  });

  it.each<[string, CaseFile, ReviewData, Blame, string[]]>([
    [
      'a limit that fills again between two kills is priced by that time, not by what scrapes saw',
      file('oom1-container-limit', [killAt(EVENT), killAt(EVENT + 18_000)]),
      data(LIMIT),
      leaking(0.2),
      [
        'Its memory limit is 300 MiB: raise it above what shop/leak needs, or find what makes it grow.',
        'If it leaks, a limit of 600 MiB only delays the kill, by less than 18 s: that soon after a kill it was full again.',
      ],
    ],
    [
      'a limit reached once is priced by the growth seen',
      file('oom1-container-limit', [killAt(EVENT)]),
      data(LIMIT),
      leaking(2),
      [
        expect.stringMatching(/^Its memory limit is 300 MiB/),
        'If it leaks, a limit of 600 MiB only delays the kill: at 2.00 MiB/s it lasts 3 min more.',
      ],
    ],
    [
      'a limit reached without growth seen has no price',
      file('oom1-container-limit', [killAt(EVENT)]),
      data(LIMIT),
      leaking(),
      [expect.stringMatching(/^Its memory limit is 300 MiB/)],
    ],
    [
      'an unknown limit is not named',
      file('oom1-container-limit', [killAt(EVENT)]),
      data({ budgetsKnown: false }),
      leaking(2),
      ['Find what makes shop/leak grow, or raise its memory limit above what it needs.'],
    ],
    [
      'a pod without limit and request gets both, from what the others left',
      file('oom2-allocatable-evicted'),
      data(budget({ request: 0 })),
      leaking(16),
      [
        'Give shop/leak a memory limit (it has none) below 4200 MiB, what the other pods left of 4500 MiB: then it alone is killed, at its own limit. It grew by 16.0 MiB/s.',
        'Request what is really used: shop/leak requested nothing and used 3800 MiB. Then the scheduler keeps the pods of this node below allocatable (4500 MiB).',
      ],
    ],
    [
      'a pod whose limit is beyond what the node can give gets a lower one',
      file('oom2-allocatable-evicted'),
      data(budget({ request: 100 * MiB, limit: 8000 * MiB })),
      leaking(),
      [
        'shop/leak may use 8000 MiB: set its memory limit below 4200 MiB, what the other pods left of 4500 MiB, and it alone is killed.',
        expect.stringContaining('shop/leak requested 100 MiB and used 3800 MiB'),
      ],
    ],
    [
      'the band is held against the kubelet’s look',
      file('oom4-kubepods-limit'),
      data(budget({})),
      leaking(250),
      [
        expect.stringMatching(/^Give shop\/leak a memory limit \(it has none\)/),
        'A larger eviction-hard widens the band of 500 MiB below the kubepods limit (5000 MiB): at 250 MiB/s it lasts 2 s, and the kubelet looks every 10 s.',
      ],
    ],
    [
      'a pod that took the node’s memory gets a limit, and an earlier eviction its price',
      file('oom3-node-evicted'),
      data({ memory: NO_LINES }),
      leaking(16),
      [
        'Give shop/leak a memory limit: then it alone is killed, at its own limit. It grew by 16.0 MiB/s.',
        expect.stringMatching(/^Reserve what the processes outside the pods need/),
      ],
    ],
    [
      'a runtime’s ceiling is set to the container’s limit',
      file('oom5-runtime-ceiling'),
      data(LIMIT),
      leaking(),
      [
        'Set the runtime’s own ceiling (heap size) to fit the container’s limit of 300 MiB, and look into its last log. It was last seen at 3800 MiB.',
      ],
    ],
    ['what is no memory incident has none', file('crashed'), data(), leaking(16), []],
  ])('%s', (_, of, seen, blame, said) => {
    expect(prevention(of, seen, blame)).toEqual(said);
  });

  it.each(['oom3-node-evicted', 'node-exhausted', 'oom2-allocatable-evicted', 'oom4-kubepods-limit'] as const)(
    '%s without lines, curves and growth says no number',
    (verdict) => {
      const said = prevention(file(verdict), data({ memory: NO_LINES, budgetsKnown: false }), outside());
      expect(said.length).toBeGreaterThan(0);
      expect(said.join(' ').replace('10 s', '')).not.toMatch(/\d|NaN|undefined|Infinity/);
    }
  );
});
