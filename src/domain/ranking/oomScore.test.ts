import { readFileSync } from 'node:fs';

import { type ContainerResources, oomBadness, oomScoreAdjs, type OomTask, qosClass, rankByBadness } from './oomScore';
import { GiB, MiB } from '../units';

interface Answer {
  readonly capacityBytes: number;
  readonly containers: ReadonlyArray<ContainerResources & { readonly oomScoreAdj: number }>;
}

const ANSWERS = readFileSync('test/fixtures/oracles/oom-score-adj.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): [string, Answer] => [line.slice(0, 140), JSON.parse(line)]);

test('the oracle holds all three classes', () => {
  const classes = ANSWERS.map(([, { containers }]) => qosClass(containers));
  expect(new Set(classes)).toEqual(new Set(['Guaranteed', 'Burstable', 'BestEffort']));
});

test.each(ANSWERS)('%s…', (_, { containers, capacityBytes }) => {
  expect(oomScoreAdjs({ containers }, capacityBytes)).toEqual(containers.map(({ oomScoreAdj }) => oomScoreAdj));
});

test('a node-critical pod is as safe as a Guaranteed one', () => {
  expect(oomScoreAdjs({ containers: [{}], nodeCritical: true }, GiB)).toEqual([-997]);
});

test('a published QoS class beats requests that were not all scraped', () => {
  expect(oomScoreAdjs({ containers: [{}], qos: 'Burstable' }, GiB)).toEqual([999]);
});

test('a sidecar scores no higher than the regular container with the smallest request', () => {
  const containers = [{ requestBytes: 512 * MiB }, { requestBytes: 256 * MiB }, { requestBytes: 1, sidecar: true }];
  expect(oomScoreAdjs({ containers }, GiB)).toEqual([500, 750, 750]);
});

test('a pod without containers has no scores', () => {
  expect(oomScoreAdjs({ containers: [] }, GiB)).toEqual([]);
});

const task = (rssMiB: number, oomScoreAdj: number): OomTask => ({ rss: rssMiB * MiB, oomScoreAdj });

test('badness divides the total first: 1000 points of 7 GiB are 1835000 pages, not 1835008', () => {
  expect(oomBadness(task(0, 1000), 7 * GiB)).toBe(1835000);
  expect(oomBadness({ ...task(4, 0), swap: 8 * MiB, pageTables: 4096 }, 7 * GiB)).toBe(1024 + 2048 + 1);
});

test('a tiny BestEffort process dies before a big process of the host', () => {
  const tiny = task(1, 1000);
  const host = task(4000, 0);
  const exempt = task(6000, -1000);
  expect(rankByBadness([host, exempt, tiny], 7 * GiB).map((ranked) => ranked.task)).toEqual([tiny, host]);
});

test('of equal scores the later task dies', () => {
  const [first, second] = [task(1, 0), task(1, 0)];
  expect(rankByBadness([first, second], GiB)[0]?.task).toBe(second);
});
