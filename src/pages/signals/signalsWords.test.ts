import type { Setup } from '../../prometheus/signals/evaluateSetup';
import { SIGNALS } from '../../prometheus/signals/catalogue';

import { isLate, setupFacts } from './signalsWords';

const SETUP: Setup = {
  engine: 'Prometheus',
  ends: 'at-once',
  nodeBy: ['node'],
  rules: { tidemark: false, mixin: false },
  jobs: [],
};
const factOf = (name: string, more: Partial<Setup>) =>
  setupFacts({ ...SETUP, ...more }).find((fact) => fact.name === name)?.text;

test.each<readonly [string, Partial<Setup>, RegExp]>([
  ['Server', { engine: 'VictoriaMetrics' }, /VictoriaMetrics/],
  ['Server', { engine: 'unknown' }, /^Not known\.$/],
  ['Scrapes', { jobs: [{ job: 'kubelet', interval: 10_000 }, { job: 'ksm' }] }, /^kubelet every 10 s, ksm\.$/],
  ['Scrapes', {}, /^None found\.$/],
  ['Node', { nodeBy: ['node', 'instance'] }, /node, and where that is absent by instance/],
  ['Cluster', {}, /no label/],
  ['Cluster', { clusterLabel: { name: 'cluster', isRead: true, values: ['prod'] } }, /^cluster="prod"\.$/],
  ['Cluster', { clusterLabel: { name: 'k8s', isRead: false, values: ['prod'] } }, /does not read: enter it/],
  ['Replicas', { replicaLabel: 'prometheus_replica' }, /prometheus_replica/],
  ['Ends of series', { ends: 'after-five-minutes' }, /five minutes.*track_timestamps_staleness/],
  ['Recording rules', { rules: { tidemark: true, mixin: true } }, /^Tidemark’s and kubernetes-mixin’s found/],
  ['Recording rules', { rules: { tidemark: false, mixin: true } }, /would make the fleet page cheaper/],
])('%s of %j is told as %p', (name, more, words) => {
  expect(factOf(name, more)).toMatch(words);
});

test.each([
  [80_000, 30_000, false],
  [80_001, 30_000, true],
  [40_001, 10_000, true],
  [undefined, 30_000, false],
])('a sample of %p ms at an interval of %d ms is late: %p', (age, interval, late) => {
  const [signal] = SIGNALS;
  expect(signal && isLate({ signal, state: 'found', count: 1, seenBy: [], interval, ...(age && { age }) })).toBe(late);
});
