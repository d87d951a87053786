import { NOTHING_OBSERVED } from '../../../test/fixtures/nodeObservations';

import { MiB } from '../units';

import { outsideSamples } from './growth';
import type { ContainerMemory, ReviewData } from './reviewData';

const START = Date.UTC(2026, 10, 21, 21, 20);
const STEP = 30_000;
const LOOKS = Array.from({ length: 11 }, (_, i) => START + i * STEP);

/** Sampled up to its fifth look. */
const gone = (mib: number): ContainerMemory => ({
  namespace: 'shop',
  pod: 'gone',
  container: 'gone',
  samples: LOOKS.slice(0, 5).map((at) => ({ at, value: mib * MiB })),
});

/** Runs on at next to nothing: the node's page was read. */
const AGENT: ContainerMemory = {
  namespace: 'logging',
  pod: 'agent',
  container: 'agent',
  samples: LOOKS.map((at) => ({ at, value: 0 })),
};

const data = (containers: readonly ContainerMemory[]): ReviewData => ({
  observed: NOTHING_OBSERVED,
  memory: {
    identity: { node: 'n' },
    step: STEP,
    scrapeInterval: STEP,
    times: LOOKS,
    lines: {},
    current: { findings: [] },
    events: [],
    findings: [],
  },
  nodeUsed: LOOKS.map((at) => ({ at, value: 6000 * MiB, source: 'test' })),
  containers: [AGENT, ...containers],
  peaks: [],
  kubepodsPeak: [],
  kubepodsFailures: [],
  failures: [],
  budgets: [],
  budgetsKnown: true,
  queries: {},
});

const outside = (containers: readonly ContainerMemory[]) =>
  outsideSamples(data(containers), { earliest: START, latest: START + 10 * STEP }).map(
    ({ at, value }) => [(at - START) / STEP, value / MiB] as const
  );

test('the share outside the pods is told at each look while the pods are sampled', () => {
  expect(outside([]).length).toBe(LOOKS.length);
});

test('a large container that had just gone leaves a hole: it may have held its memory still', () => {
  expect(outside([gone(4000)]).map(([look]) => look)).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10]);
});

test('a small one that had just gone leaves none', () => {
  expect(outside([gone(40)]).map(([look, mib]) => [look, mib])).toEqual(
    LOOKS.map((_, look) => [look, look <= 5 ? 5960 : 6000])
  );
});

test('nothing is told while nobody looks at the pods: their memory would seem to be outside', () => {
  const silenced = { ...data([]), containers: [{ ...AGENT, samples: AGENT.samples.slice(0, 5) }] };
  const told = outsideSamples(silenced, { earliest: START, latest: START + 10 * STEP });
  expect(told.map(({ at }) => (at - START) / STEP)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('what a pod takes between two of its samples may be its own already', () => {
  const leap = {
    ...AGENT,
    pod: 'leap',
    samples: LOOKS.map((at, i) => ({ at: at - 5000, value: (i % 2) * 500 * MiB })),
  };
  const told = outsideSamples(data([leap]), { earliest: START, latest: START + 9 * STEP });
  expect(told.map(({ unsure }) => unsure / MiB)).toEqual(LOOKS.slice(0, 10).map(() => 500));
});
