import { readFileSync } from 'node:fs';

import { evictionOrder, findNextEvicted, priorityOfClass, type RankedPod } from './evictionOrder';

interface Answer {
  readonly order: readonly string[];
  readonly pods: readonly RankedPod[];
}

const ANSWERS = readFileSync('test/fixtures/oracles/eviction-order.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): [string, Answer] => [line.slice(0, 100), JSON.parse(line)]);

/** What the ranking looks at; pods that agree in it tie, and keep no promised order. */
function keyOf({ priority = 0, requestBytes, workingSetBytes }: RankedPod): string {
  return workingSetBytes === undefined ? `none ${priority}` : `${priority} ${workingSetBytes - requestBytes}`;
}

test('the oracle holds pods without statistics and critical pods', () => {
  const pods = ANSWERS.flatMap(([, answer]) => answer.pods);
  expect(pods.some(({ workingSetBytes }) => workingSetBytes === undefined)).toBe(true);
  expect(pods.some(({ priority = 0 }) => priority >= 2_000_000_000)).toBe(true);
});

test.each(ANSWERS)('%s…', (_, { order, pods }) => {
  const key = new Map(pods.map((pod) => [pod.name, keyOf(pod)]));
  expect(evictionOrder(pods).map(({ pod }) => keyOf(pod))).toEqual(order.map((name) => key.get(name)));
});

const GREEDY: RankedPod = { name: 'greedy', requestBytes: 0, workingSetBytes: 900 };
const MODEST: RankedPod = { name: 'modest', requestBytes: 1000, workingSetBytes: 900 };
const FRESH: RankedPod = { name: 'fresh', requestBytes: 1000 };
const STATIC: RankedPod = { name: 'static', requestBytes: 0, workingSetBytes: 5000, isStatic: true };
const CRITICAL: RankedPod = { name: 'critical', requestBytes: 0, workingSetBytes: 5000, priority: 2_000_000_000 };

test('each rank carries its numbers and its reason', () => {
  expect(evictionOrder([MODEST, GREEDY, FRESH])).toEqual([
    { pod: FRESH, because: 'no statistics yet' },
    { pod: GREEDY, excess: 900, because: 'uses more than it requests' },
    { pod: MODEST, excess: -100, because: 'uses no more than it requests' },
  ]);
});

test('exempt pods are ranked, marked, and passed over', () => {
  expect(evictionOrder([GREEDY, STATIC, CRITICAL]).map(({ pod, exempt }) => [pod.name, exempt])).toEqual([
    ['static', 'static'],
    ['greedy', undefined],
    ['critical', 'critical'],
  ]);
  expect(findNextEvicted([GREEDY, STATIC, CRITICAL])).toBe(GREEDY);
});

test('nobody is next when all are exempt, or there are no pods', () => {
  expect(findNextEvicted([STATIC, CRITICAL])).toBeUndefined();
  expect(findNextEvicted([])).toBeUndefined();
});

test('a pod at exactly its request does not exceed it', () => {
  expect(evictionOrder([{ name: 'even', requestBytes: 900, workingSetBytes: 900 }])[0]?.because).toBe(
    'uses no more than it requests'
  );
});

test('only the built-in priority classes have a known number', () => {
  expect(priorityOfClass('system-node-critical')).toBe(2_000_001_000);
  expect(priorityOfClass('system-cluster-critical')).toBe(2_000_000_000);
  expect(priorityOfClass('')).toBe(0);
  expect(priorityOfClass('gold')).toBeUndefined();
});
