import { LoadingState, type PanelData } from '@grafana/data';

import { FIGURE_3, STOPPED } from '../../../../test/fixtures/incidents';
import { podHistoryFrame, type ReadHistory } from '../../../frames/podHistoryFrame';
import { panelData } from '../../testing/nodeFrames';
import type { IncidentData } from '../incidentData';

import { podState } from './podQuestion';

const RANGE = { from: Date.UTC(2026, 10, 21, 21), to: Date.UTC(2026, 10, 21, 22) };
const FOUND: IncidentData = { loading: false, errors: [], incidents: [FIGURE_3, STOPPED], findings: [] };
const LEAK = { namespace: 'alloc-tests', name: 'alloc-mem-leak' };

const seenOn = (node: string, pod = 'alloc-mem-leak') => ({
  namespace: 'alloc-tests',
  pod,
  node,
  lastSeen: RANGE.from,
});

const history = (read: Partial<ReadHistory> = {}, more: Partial<PanelData> = {}): PanelData =>
  panelData({ series: [podHistoryFrame({ pods: [], ends: [], incomplete: false, ...read })], ...more });

const ask = (more: Partial<Parameters<typeof podState>[0]> = {}) =>
  podState({ search: LEAK, ...RANGE, found: FOUND, history: history(), nodes: [], ...more });

test('a pod that memory ended leads to its incident', () => {
  expect(ask()).toMatchObject({
    state: 'answered',
    answer: { outcome: 'memory', incidents: [{ incident: FIGURE_3 }] },
    elsewhere: [],
  });
});

test('a pod that nothing of memory ended is told its last terminations', () => {
  const end = { namespace: 'apps', pod: 'api-0', container: 'api', at: RANGE.from + 60_000, exitCode: 1 };
  const pods = [{ ...seenOn('lab-node', 'api-0'), namespace: 'apps' }];
  const state = ask({ search: { name: 'api-0' }, history: history({ pods, ends: [end] }) });
  expect(state).toMatchObject({
    answer: { outcome: 'not-memory', ends: [{ exitCode: 1, words: expect.stringContaining('exit code 1') }] },
  });
});

test.each<[string, Partial<Parameters<typeof podState>[0]>]>([
  ['some of the history could not be read', { history: history({ incomplete: true }) }],
  ['the history failed', { history: panelData({ state: LoadingState.Error, errors: [{ message: 'timeout' }] }) }],
  ['the review failed in part', { found: { ...FOUND, errors: ['timeout'] } }],
  ['it ran on a node that is not chosen', { history: history({ pods: [seenOn('b')] }), nodes: ['a'] }],
])('nothing found is no all-clear where %s', (_, more) => {
  expect(ask({ search: { namespace: 'alloc-tests', name: 'quiet' }, ...more })).toMatchObject({
    answer: { outcome: 'incomplete' },
  });
});

test('a node it ran on that is not chosen is named', () => {
  const pods = [seenOn('a'), seenOn('b'), seenOn('b', 'other')];
  expect(ask({ history: history({ pods }), nodes: ['a'] })).toMatchObject({ elsewhere: ['b'] });
  expect(ask({ history: history({ pods }) })).toMatchObject({ elsewhere: [] });
});

test.each<[string, Partial<Parameters<typeof podState>[0]>]>([
  ['the review', { found: { ...FOUND, loading: true } }],
  ['the history', { history: undefined }],
])('it waits for %s', (_, more) => {
  expect(ask(more)).toEqual({ state: 'looking' });
});

test('it failed where neither could be read', () => {
  const failed = panelData({ state: LoadingState.Error, errors: [{ message: 'connection refused' }] });
  expect(ask({ found: { ...FOUND, incidents: undefined }, history: failed })).toEqual({
    state: 'failed',
    message: 'connection refused',
  });
});
