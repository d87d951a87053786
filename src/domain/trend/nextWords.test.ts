import type { NodeMemory } from '../node/nodeMemory';
import { headlineAhead, nearestWords, outlookWords, timeWords } from './nextWords';
import { MiB } from '../units';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

test.each([
  [[65, 70, 85], 'about 70 s (65–85)'],
  [[4 * 60, 6 * 60, 11 * 60], 'about 6 min (4–11)'],
  [[100, 110, 120], 'about 1.8 min (1.7–2)'],
  [[60 * 60, 3 * 3600, 5 * 3600], 'about 3 h (1–5)'],
  [[86_400, 3 * 86_400, 40 * 86_400], 'about 3 days (1–40)'],
  [[0, 0, 0], 'about 0 s'],
])('%j seconds are "%s"', ([earliest = 0, expected = 0, latest = 0], text) => {
  const time = { earliest: earliest * SECOND, expected: expected * SECOND, latest: latest * SECOND };
  expect(timeWords(time)).toBe(text);
});

test('the nearest line, when, and how fast', () => {
  const time = { earliest: 4 * MINUTE, expected: 6 * MINUTE, latest: 11 * MINUTE };
  const slope = { perSecond: 17 * MiB, low: 9 * MiB, high: 25 * MiB };
  expect(nearestWords({ line: 'podsEvictionLine', time, slope })).toBe(
    'the pods reach the line above which the kubelet evicts in about 6 min (4–11), at +17.0 MiB/s'
  );
});

const line = (value: number, provenance: 'measured' | 'assumed' = 'measured') => ({
  value: value * MiB,
  provenance,
  source: 'test',
});
const curve = (values: readonly number[]) => ({
  values: values.map((value) => value * MiB),
  provenance: 'measured' as const,
  source: 'test',
});
const CURRENT = { capacity: line(5931), evictionHard: line(100), podsEvictionLine: line(4500), findings: [] };
const COUNT = 20;

/** Of a node of 5931 MiB, the node's and the pods' working set every 30 s. */
const memory = (node: (index: number) => number, more: Partial<NodeMemory> = {}, pods = () => 700): NodeMemory => {
  const used = Array.from({ length: COUNT }, (_, index) => node(index));
  return {
    identity: { node: 'n' },
    step: 30 * SECOND,
    scrapeInterval: 30 * SECOND,
    times: used.map((_, index) => index * 30 * SECOND),
    nodeWorkingSet: curve(used),
    nodeAvailable: curve(used.map((value) => 5931 - value)),
    podsWorkingSet: curve(used.map(pods)),
    lines: {},
    current: CURRENT,
    events: [],
    findings: [],
    ...more,
  };
};
const PRESSURE = { id: 'p', kind: 'pressure', node: 'n', earliest: 0, latest: 1, proofs: [], ended: false } as const;
/** 5 GiB within a minute, two minutes before the end; it has stood still since. */
const jumped = (index: number) => (index < 15 ? 700 : 5711);
const leak = (index: number) => 700 + 200 * index;
const NOTHING = { nodeWorkingSet: undefined, nodeAvailable: undefined, podsWorkingSet: undefined };

describe('outlookWords', () => {
  test.each<[string, NodeMemory, string]>([
    [
      'a disaster is not called calm because the climb is over',
      memory(jumped, { events: [PRESSURE] }),
      'MemoryPressure is on. The node has 220 MiB available of 5931 MiB, close to the 100 MiB at which the kubelet evicts. ' +
        'Memory grew by 5011 MiB within the last half hour, not steadily enough to say when a line is reached.',
    ],
    [
      'nor without eviction-hard',
      memory(jumped, { current: { ...CURRENT, evictionHard: undefined } }),
      'The node has 220 MiB available of 5931 MiB; its eviction-hard is unknown. ' +
        'Memory grew by 5011 MiB within the last half hour, not steadily enough to say when a line is reached.',
    ],
    [
      'no data says so',
      memory(jumped, NOTHING),
      'Where the node stands is unknown: nothing was sampled at the end of this range.',
    ],
    ['pressure alone is no calm either', memory(() => 700, { events: [PRESSURE] }), 'MemoryPressure is on.'],
    [
      'all calm',
      memory(() => 700),
      'No line is being approached: the last minutes and the last half hour show no significant climb.',
    ],
    [
      'calm, as far as lines are known',
      memory(() => 700, { current: { ...CURRENT, evictionHard: undefined } }),
      'No line that is known is being approached: the last minutes and the last half hour show no significant climb.',
    ],
    [
      'calm without any line',
      memory(() => 700, { current: { capacity: line(5931), findings: [] } }),
      'How far the lines that evict are is unknown; the last minutes and the last half hour show no significant climb.',
    ],
    [
      'below the line, and assumed',
      memory(() => 5900, { current: { ...CURRENT, evictionHard: line(100, 'assumed') } }),
      'The node has 31 MiB available of 5931 MiB, below the 100 MiB (assumed) at which the kubelet evicts.',
    ],
    [
      'a leak',
      memory(leak),
      'If it goes on like this, the node falls below eviction-hard, where the kubelet evicts, in about 3.3 min, at +6.67 MiB/s.',
    ],
  ])('%s', (_, model, text) => {
    expect(outlookWords(model)).toBe(text);
  });
});

describe('headlineAhead', () => {
  test.each<[string, NodeMemory, string | undefined]>([
    ['calm is no headline', memory(() => 700), undefined],
    ['nothing known is none', memory(jumped, NOTHING), undefined],
    [
      'close, with pressure',
      memory(jumped, { events: [PRESSURE] }),
      'Memory pressure; at the end of this range the node has 220 MiB available of 5931 MiB, close to the 100 MiB at which the kubelet evicts',
    ],
    [
      'pods above their line',
      memory(
        () => 700,
        {},
        () => 4600
      ),
      'At the end of this range the pods use 4600 MiB, above the 4500 MiB at which the kubelet evicts',
    ],
    [
      'a leak that gets there within the hour',
      memory(leak),
      'If it goes on like this, the node falls below eviction-hard, where the kubelet evicts, in about 3.3 min, at +6.67 MiB/s',
    ],
    ['a leak that takes longer', memory((index) => 700 + index / 2), undefined],
  ])('%s', (_, model, text) => {
    expect(headlineAhead(model)).toBe(text);
  });
});
