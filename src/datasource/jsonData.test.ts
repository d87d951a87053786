import { DEFAULT_LABELS } from '../prometheus/scope';

import { decodeSettings } from './jsonData';

test.each([
  ['nothing stored', undefined],
  ['nothing filled in', {}],
  ['everything emptied again', { promUid: '', labels: { node: '', instance: '', cluster: '' }, overrides: [] }],
  ['nulls, as YAML makes of empty keys', { promUid: null, labels: null, overrides: null }],
])('%s means the defaults, without a complaint', (_, jsonData) => {
  expect(decodeSettings(jsonData)).toEqual({ promUid: '', labels: DEFAULT_LABELS, overrides: [], problems: [] });
});

test('what is filled in counts, trimmed', () => {
  const settings = decodeSettings({
    promUid: 'prom',
    labels: { node: ' kubernetes_node ' },
    overrides: [{ nodes: 'aks-*', evictionHard: ' memory.available<750Mi ', kubeReserved: '' }],
  });
  expect(settings).toEqual({
    promUid: 'prom',
    labels: { ...DEFAULT_LABELS, node: 'kubernetes_node' },
    overrides: [{ nodes: 'aks-*', evictionHard: 'memory.available<750Mi' }],
    problems: [],
  });
});

test.each([
  [
    'a label name that PromQL could not take',
    { labels: { node: 'a"} or vector(1) #' } },
    'labels.node: not a Prometheus label name',
  ],
  ['a label name that is a number', { labels: { cluster: 7 } }, 'labels.cluster: '],
  ['labels that are no mapping', { labels: 'node' }, 'labels: '],
  ['overrides that are no list', { overrides: { nodes: '*' } }, 'overrides: '],
  ['an override without nodes', { overrides: [{ kubeReserved: '1Gi' }] }, 'overrides[0]: '],
  ['an override that is text', { overrides: ['1Gi'] }, 'overrides[0]: '],
  ['a uid that is a number', { promUid: 3 }, 'promUid: '],
  ['settings that are text', 'prom', 'jsonData: '],
])('%s is named, and the default stands', (_, jsonData, problem) => {
  const settings = decodeSettings(jsonData);
  expect(settings).toMatchObject({ promUid: '', labels: DEFAULT_LABELS, overrides: [] });
  expect(settings.problems).toEqual([expect.stringContaining(problem)]);
});

test('one bad row leaves the others', () => {
  const settings = decodeSettings({ overrides: [{ nodes: '' }, { nodes: 'gpu-*', systemReserved: '1Gi' }] });
  expect(settings.overrides).toEqual([{ nodes: 'gpu-*', systemReserved: '1Gi' }]);
  expect(settings.problems).toEqual([expect.stringContaining('overrides[0]: no node pattern')]);
});
