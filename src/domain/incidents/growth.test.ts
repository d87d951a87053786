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
  containers,
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
