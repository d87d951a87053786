import type { Series } from '../../domain/series';
import type { PromReply } from '../ports/port';
import { NODE } from '../ruleNames';
import { DEFAULT_LABELS } from '../scope';

import { SIGNALS } from './catalogue';
import type { SignalStatus } from './evaluateSignals';
import { evaluateSetup } from './evaluateSetup';
import { MIXIN_RULE, SETUP_REF } from './setupQueries';

const one = (labels: Record<string, string>, value = 1): Series => ({ labels, times: [0], values: [value] });
const part = (tidemark: string, value = 1) => one({ tidemark }, value);
const UP = [one({ job: 'kubelet', node: 'a', instance: '10.0.0.1:10250' })];

const setupOf = (series: PromReply['series'], statuses: readonly SignalStatus[] = []) =>
  evaluateSetup({ series, errors: [], warnings: [] }, statuses, DEFAULT_LABELS);

test.each([
  ['counts what is no number', { [SETUP_REF.labels]: UP, [SETUP_REF.engine]: [one({})] }, 'Prometheus'],
  ['leaves out what is no number', { [SETUP_REF.labels]: UP, [SETUP_REF.engine]: [] }, 'VictoriaMetrics'],
  ['holds no target of the node', { [SETUP_REF.labels]: [], [SETUP_REF.engine]: [] }, 'unknown'],
  ['does not answer', {}, 'unknown'],
])('a server that %s', (_, series, engine) => {
  expect(setupOf(series).engine).toBe(engine);
});

const NOW = 1_763_759_100;
test.each([
  ['with times of the scrape end at once', [part('compared', 9), part('newest', NOW), part('oldest', NOW)], 'at-once'],
  [
    'with times of cAdvisor, one of them long gone, stay for five minutes',
    [part('compared', 9), part('ownTimes', 9), part('newest', NOW), part('oldest', NOW - 200)],
    'after-five-minutes',
  ],
  [
    'with times of cAdvisor a few seconds apart tell nothing about ends',
    [part('compared', 9), part('ownTimes', 9), part('newest', NOW), part('oldest', NOW - 14)],
    'own-times',
  ],
  ['without a start time to compare with tell nothing', [part('newest', NOW), part('oldest', NOW)], 'unknown'],
])('series of containers %s', (_, ends, expected) => {
  expect(setupOf({ [SETUP_REF.ends]: ends }).ends).toBe(expected);
});

test.each([
  ['is the configured one', { cluster: 'prod' }, { name: 'cluster', isRead: true, values: ['prod'] }],
  ['is called otherwise', { k8s_cluster: 'prod' }, { name: 'k8s_cluster', isRead: false, values: ['prod'] }],
  ['is not there', {}, undefined],
])('the label of the cluster %s', (_, labels, expected) => {
  expect(setupOf({ [SETUP_REF.labels]: [one({ job: 'kubelet', ...labels })] }).clusterLabel).toEqual(expected);
});

test('two servers that scrape the same are told by their label, and recording rules by their names', () => {
  const setup = setupOf({
    [SETUP_REF.labels]: [one({ prometheus_replica: 'a' }), one({ prometheus_replica: 'b' })],
    [SETUP_REF.rules]: [one({ __name__: NODE.podsWorkingSet }), one({ __name__: MIXIN_RULE })],
  });
  expect(setup.replicaLabel).toBe('prometheus_replica');
  expect(setup.rules).toEqual({ tidemark: true, mixin: true });
});

test('each scrape has the interval that its samples tell, and the node the labels by which it is known', () => {
  const status = (id: string, more: Partial<SignalStatus>): SignalStatus => ({
    signal: SIGNALS.find((signal) => signal.id === id)!,
    state: 'found',
    count: 1,
    seenBy: [],
    ...more,
  });
  const setup = setupOf({}, [
    status('containers', {
      seenBy: [{ job: 'kubelet', path: '/metrics/cadvisor', nodeBy: 'node', count: 1 }],
      interval: 10_000,
    }),
    status('vmstatOomKill', { seenBy: [{ job: 'node-exporter', nodeBy: 'instance', count: 1 }], interval: 30_000 }),
    status('restarts', { seenBy: [{ job: 'kube-state-metrics', nodeBy: 'instance', count: 1 }] }),
  ]);
  expect(setup.jobs).toEqual([
    { job: 'kube-state-metrics' },
    { job: 'kubelet /metrics/cadvisor', interval: 10_000 },
    { job: 'node-exporter', interval: 30_000 },
  ]);
  expect(setup.nodeBy).toEqual(['node', 'instance']);
});
