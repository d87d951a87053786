import { NOTHING_OBSERVED } from '../../../test/fixtures/nodeObservations';

import type { Curve } from '../node/nodeMemory';
import { MiB } from '../units';

import type { CaseFile } from './caseFile';
import type { Blame } from './findCulprit';
import type { ReviewData } from './reviewData';
import { incidentHeadline, tellStory } from './tellStory';
import type { Evidence, Victim } from './types';

const START = Date.UTC(2026, 10, 21, 21, 20);
const EVENT = START + 300_000;
const STEP = 30_000;

/** From 5,000 MiB down by 140 each half minute: 3,600 when the incident begins. */
const falling: Curve = {
  values: Array.from({ length: 21 }, (_, i) => (5000 - 140 * i) * MiB),
  provenance: 'measured',
  source: 'test',
};
const flat = (value: number): Curve => ({ ...falling, values: falling.values.map(() => value * MiB) });

const DATA: ReviewData = {
  observed: NOTHING_OBSERVED,
  memory: {
    identity: { node: 'n' },
    step: STEP,
    scrapeInterval: STEP,
    times: Array.from({ length: 21 }, (_, i) => START + i * STEP),
    lines: { evictionHard: flat(750), kubepodsLimit: flat(5300), podsEvictionLine: flat(4550) },
    nodeAvailable: falling,
    podsWorkingSet: flat(4000),
    current: { findings: [] },
    events: [],
    findings: [],
  },
  containers: [],
  peaks: [],
  kubepodsPeak: [],
  kubepodsFailures: [],
  failures: [],
  budgets: [],
  budgetsKnown: true,
  queries: {},
};

const file = (more: Partial<CaseFile>): CaseFile => ({
  verdict: 'oom3-node-evicted',
  confidence: 'certain',
  rule: '',
  race: false,
  evictions: [{ earliest: EVENT, latest: EVENT + STEP }],
  kills: [],
  ends: [],
  evidence: [],
  missing: [],
  ...more,
});

const read = (source: string, value: number, threshold: number): Evidence => ({
  speaks: 'for',
  text: `last seen at ${value} MiB`,
  source,
  value: `${value} MiB`,
  threshold: `${threshold} MiB`,
  at: EVENT + STEP,
});

const NOBODY: Blame = { culprit: { kind: 'unknown' }, growths: [] };
const story = (told: { file?: CaseFile; blame?: Blame; victims?: readonly Victim[] }) =>
  tellStory({ file: file({}), data: DATA, blame: NOBODY, victims: [], ...told });
const texts = (told: Parameters<typeof story>[0]) => story(told).map(({ text }) => text);

const victim = (more: Partial<Victim> = {}): Victim => ({
  fate: 'oom-killed',
  namespace: 'shop',
  pod: 'web',
  earliest: EVENT,
  latest: EVENT,
  paidForAnother: false,
  ...more,
});

describe('the reading beside a line', () => {
  test.each<[string, CaseFile['verdict'], Evidence, string]>([
    [
      'of the node',
      'oom3-node-evicted',
      read('nodeAvailable', 652, 750),
      'The node was last seen with 652 MiB available; below 750 MiB the kubelet evicts.',
    ],
    [
      'of the pods',
      'oom2-allocatable-evicted',
      read('podsWorkingSet', 4576, 4565),
      'The pods were last seen at 4576 MiB; beyond 4565 MiB the kubelet evicts.',
    ],
  ])('%s is the one that the evidence shows, at its time', (_, verdict, evidence, text) => {
    expect(story({ file: file({ verdict, evidence: [evidence] }) })).toEqual([{ at: EVENT + STEP, text }]);
  });

  test('is the last one before where the evidence shows none', () => {
    expect(texts({})).toEqual(['The node was last seen with 3600 MiB available; below 750 MiB the kubelet evicts.']);
  });

  test('of something else in the evidence is not taken for it', () => {
    const other = { ...read('nodeAvailable', 9, 750), speaks: 'against' as const };
    expect(texts({ file: file({ evidence: [other] }) })).toEqual([expect.stringContaining('3600 MiB')]);
  });
});

describe('who paid for another', () => {
  const growths = (growth: number): Blame => ({
    culprit: { kind: 'outside-pods', growth: 17 * MiB },
    growths: [{ kind: 'pod', namespace: 'shop', pod: 'web', growth, bytes: 60 * growth }],
  });
  const told = (growth: number) =>
    texts({ blame: growths(growth), victims: [victim({ paidForAnother: true })] }).find((text) => /paid/.test(text));

  test('had hardly grown where it stood still', () => {
    expect(told(0.04 * MiB)).toBe('The kernel killed shop/web, which had hardly grown: it paid for another.');
  });

  test('is not called still beside a table that shows it grow', () => {
    expect(told(2.5 * MiB)).toBe(
      'The kernel killed shop/web, which had grown by no more than 2.50 MiB/s, outside the pods by 17.0 MiB/s: it paid for another.'
    );
  });
});

describe('whom the kubelet evicted', () => {
  const evicted = (more: Partial<Victim>) => victim({ fate: 'evicted', ...more });
  const told = (victims: readonly Victim[]) => [
    incidentHeadline({ file: file({ verdict: 'oom2-allocatable-evicted' }), blame: NOBODY, victims }),
    ...texts({ file: file({ verdict: 'oom2-allocatable-evicted' }), victims }).filter((text) =>
      /evicted shop/.test(text)
    ),
  ];

  test.each<[string, Partial<Victim>, string, string]>([
    ['said so itself', { reason: 'Evicted', confidence: 'certain' }, 'web', 'shop/web'],
    ['a log names', { confidence: 'certain' }, 'web', 'shop/web'],
    ['went as it was counted', { confidence: 'likely' }, 'web (likely)', 'shop/web (likely)'],
  ])('is named as surely as it is known: who %s', (_, more, name, path) => {
    expect(told([evicted(more)])).toEqual([
      `Pods crossed allocatable; the kubelet evicted ${name}`,
      `The kubelet evicted ${path}.`,
    ]);
  });

  test('is counted once a name, of which one was never told', () => {
    const [headline] = told([evicted({ reason: 'Evicted', confidence: 'certain' }), evicted({ confidence: 'likely' })]);
    expect(headline).toBe('Pods crossed allocatable; the kubelet evicted web (likely) twice');
  });
});

describe('a container killed at its own limit', () => {
  const own = file({
    verdict: 'oom1-container-limit',
    evictions: [],
    kills: [],
    bounds: { earliest: EVENT, latest: EVENT },
  });

  test('that no sample shows growing filled up between two scrapes', () => {
    const blame: Blame = { culprit: { kind: 'pod', namespace: 'shop', pod: 'web' }, growths: [] };
    expect(texts({ file: own, blame })).toEqual([
      'No sample shows shop/web growing: it filled up between two scrapes.',
    ]);
  });

  test('again and again is summed up after the first time, with the last one', () => {
    const victims = Array.from({ length: 40 }, (_, i) =>
      victim({ earliest: EVENT + i * 300_000, latest: EVENT + i * 300_000 })
    );
    expect(story({ file: own, victims })).toEqual([
      { at: EVENT, text: 'The kernel killed shop/web.' },
      { at: EVENT + 300_000, until: EVENT + 38 * 300_000, text: 'The kernel killed shop/web 38 more times.' },
      { at: EVENT + 39 * 300_000, text: 'The kernel killed shop/web.' },
    ]);
  });

  test('a few times is told each time', () => {
    const victims = Array.from({ length: 6 }, (_, i) =>
      victim({ earliest: EVENT + i * 60_000, latest: EVENT + i * 60_000 })
    );
    expect(story({ file: own, victims })).toHaveLength(6);
  });
});
