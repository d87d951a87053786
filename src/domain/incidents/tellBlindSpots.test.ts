import { NOTHING_OBSERVED } from '../../../test/fixtures/nodeObservations';

import type { NodeObservations } from '../events/eventsObservations';
import { MiB } from '../units';

import type { CaseFile } from './caseFile';
import type { ContainerMemory, ReviewData, Sample } from './reviewData';
import { tellBlindSpots } from './tellBlindSpots';
import type { Culprit } from './types';

const START = Date.UTC(2026, 10, 22, 2, 50);
/** 02:55:00: the eviction's count. */
const EVENT = START + 300_000;
const UNKNOWN: Culprit = { kind: 'unknown' };

const CASE: CaseFile = {
  verdict: 'oom3-node-evicted',
  confidence: 'certain',
  rule: '',
  race: false,
  evictions: [{ earliest: EVENT - 60_000, latest: EVENT }],
  kills: [],
  ends: [],
  evidence: [],
  missing: [],
};

/** Every 30 s for ten minutes, apart from the seconds left out. */
const every30 = (value: (second: number) => number, skip: readonly number[] = []): Sample[] =>
  Array.from({ length: 21 }, (_, i) => i * 30)
    .filter((second) => !skip.includes(second))
    .map((second) => ({ at: START + second * 1000, value: value(second) * MiB }));

const rising = (second: number) => 1000 + second;
const frozen = (second: number) => (second >= 240 && second <= 330 ? 6519 : 1000 + second);
const web = (samples: readonly Sample[]): ContainerMemory => ({
  namespace: 'shop',
  pod: 'web',
  container: 'web',
  samples,
});

const exporter = (skip: readonly number[] = []): NodeObservations => ({
  ...NOTHING_OBSERVED,
  oomTrack: { samples: every30(() => 0, skip) },
});

const data = (more: Partial<ReviewData>): ReviewData => ({
  observed: NOTHING_OBSERVED,
  memory: {
    identity: { node: 'n' },
    step: 10_000,
    scrapeInterval: 30_000,
    times: [],
    lines: {},
    current: { findings: [] },
    events: [],
    findings: [],
  },
  containers: [web(every30(rising))],
  nodeSamples: every30(rising),
  peaks: [],
  kubepodsPeak: [],
  kubepodsFailures: [],
  failures: [],
  budgets: [],
  budgetsKnown: true,
  queries: { node: 'node', workingSet: 'containers' },
  ...more,
});

const SKIPPED = [270, 300, 330];
const SILENT = { containers: [web(every30(rising, SKIPPED))], nodeSamples: every30(rising, SKIPPED) };
const lines = (input: ReviewData, culprit = UNKNOWN) =>
  tellBlindSpots(CASE, culprit, input).map(({ line }) => line.text);

test('samples that all came leave nothing to say', () => {
  expect(tellBlindSpots(CASE, UNKNOWN, data({}))).toEqual([]);
});

test.each<[string, ReviewData, string]>([
  [
    'while node_exporter answered',
    data({ ...SILENT, observed: exporter() }),
    'the kubelet did not answer scrapes, while node_exporter on the same node did',
  ],
  [
    'and node_exporter was silent as well',
    data({ ...SILENT, observed: exporter(SKIPPED) }),
    'neither the kubelet nor node_exporter answered scrapes, or neither was asked',
  ],
  ['and node_exporter is not collected', data(SILENT), 'the kubelet did not answer scrapes, or was not asked'],
])('a kubelet that was silent %s', (_, input, who) => {
  expect(lines(input)).toEqual([`No samples for 120 s: ${who}. What happened in between was not seen.`]);
});

test('a gap is told once, at its beginning, with the query that shows it', () => {
  expect(tellBlindSpots(CASE, UNKNOWN, data(SILENT))).toMatchObject([
    {
      line: { at: START + 240_000 },
      evidence: { speaks: 'context', query: 'count(containers)', at: START + 240_000 },
    },
  ]);
});

test('the same number of the node again and again: its statistics stood still', () => {
  expect(lines(data({ nodeSamples: every30(frozen) }))).toEqual([
    'The kubelet’s statistics of the node stood still for 90 s (the same 6519 MiB 4 times). What happened in between was not sampled.',
  ]);
});

test('no new sample of the node while its containers were sampled: its statistics stood still', () => {
  expect(lines(data({ nodeSamples: every30(rising, SKIPPED) }))).toEqual([
    'The kubelet’s statistics of the node stood still for 120 s (last 1240 MiB). What happened in between was not sampled.',
  ]);
});

test('a culprit that was seen unchanged is said to have been; an idle pod is not', () => {
  const input = data({ containers: [web(every30(frozen))] });
  expect(lines(input)).toEqual([]);
  expect(lines(input, { kind: 'pod', namespace: 'shop', pod: 'web', growth: 5 * MiB })).toEqual([
    'shop/web was seen at the same 6519 MiB 4 times over 90 s: it stood still, or its statistics did.',
  ]);
});

test('a gap long before the incident is not its business', () => {
  const early = [30, 60, 90];
  expect(lines(data({ containers: [web(every30(rising, early))], nodeSamples: every30(rising, early) }))).toEqual([]);
});

test('where the root cgroup is not collected, its containers’ samples show the gap', () => {
  expect(lines(data({ ...SILENT, nodeSamples: [] }))).toHaveLength(1);
});
