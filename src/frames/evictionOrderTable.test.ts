import type { DataFrame } from '@grafana/data';

import type { NodePod, NodeRanking } from '../domain/incidents/nodePods';
import { KiB, MiB } from '../domain/units';

import { evictionOrderTable, oomOrderTable, readRanking } from './evictionOrderTable';

const pod = (name: string, more: Partial<NodePod> = {}): NodePod => ({
  name: `apps/${name}`,
  namespace: 'apps',
  pod: name,
  requestBytes: 0,
  workingSetBytes: 40 * MiB,
  priority: 0,
  isStatic: false,
  qos: 'BestEffort',
  containers: [{ container: name, requestBytes: 0, workingSetBytes: 40 * MiB }],
  ...more,
});

const { priority: _, isStatic: __, ...UNDESCRIBED } = pod('ghost');

const RANKING: NodeRanking = {
  at: Date.UTC(2026, 10, 21, 21, 11, 50),
  capacity: 7120616 * KiB,
  pods: [
    pod('proxy', { priority: 2_000_001_000, priorityClass: 'system-node-critical', qos: 'Burstable' }),
    pod('db', { requestBytes: 80 * MiB, qos: 'Guaranteed' }),
    pod('leak', { workingSetBytes: 4209 * MiB }),
    pod('new', { workingSetBytes: undefined, containers: [] }),
    { ...UNDESCRIBED, workingSetBytes: 10 * MiB },
  ],
};

const column = (frame: DataFrame, name: string) => frame.fields.find((one) => one.name === name)?.values;

describe('the kubelet’s order', () => {
  const table = evictionOrderTable(RANKING);

  test.each([
    ['pod', ['new', 'leak', 'ghost', 'proxy', 'db']],
    ['order', [1, 2, 3, null, 4]],
    ['excess', [null, 4209 * MiB, 10 * MiB, 40 * MiB, -40 * MiB]],
    ['workingSet', [null, 4209 * MiB, 10 * MiB, 40 * MiB, 40 * MiB]],
    ['priority', ['0', '0', 'unknown', '2000001000', '0']],
    ['exempt', ['', '', 'unknown', 'critical priority', '']],
  ])('%s', (name, values) => {
    expect(column(table, name)).toEqual(values);
  });

  test('what cannot be known is noted on the panel', () => {
    expect(table.meta?.notices?.map(({ text }) => text)).toEqual([
      'Nothing says whether one pod is static or critical, which the kubelet never evicts. Scrape kube-state-metrics and keep kube_pod_info.',
    ]);
  });
});

test('the kernel’s order has each container’s numbers, and no place where the score is unknown', () => {
  const table = oomOrderTable({ ...RANKING, pods: [...RANKING.pods, pod('odd', { qos: undefined })] });
  expect(column(table, 'container')).toEqual(['leak', 'ghost', 'proxy', 'db', 'odd']);
  expect(column(table, 'order')).toEqual([1, 2, 3, 4, null]);
  expect(column(table, 'oomScoreAdj')).toEqual([1000, 1000, -997, -997, null]);
  expect(column(table, 'qos')).toEqual(['BestEffort', 'BestEffort', 'Burstable', 'Guaranteed', 'unknown']);
});

test('a priority class without a known number is named', () => {
  const { priority: ___, ...vip } = pod('a', { priorityClass: 'vip' });
  expect(column(evictionOrderTable({ ...RANKING, pods: [vip] }), 'priority')).toEqual(['class vip']);
});

test('the pages read the ranking back, and none out of other frames', () => {
  expect(readRanking([oomOrderTable(RANKING), evictionOrderTable(RANKING)])).toEqual(RANKING);
  expect(readRanking([oomOrderTable(RANKING)])).toBeUndefined();
  expect(readRanking([])).toBeUndefined();
});

test.each([
  ['the kubelet’s', evictionOrderTable],
  ['the kernel’s', oomOrderTable],
])('where no pod was recorded %s order is no table of headers, says so, and is an answer all the same', (_, build) => {
  const table = build({ at: RANKING.at, pods: [] });
  expect(table.fields).toEqual([]);
  expect(table.meta?.notices?.map(({ text }) => text)).toEqual([
    'Nothing of this node’s pods was recorded at the end of the time range, so nobody is ranked. Let the range end earlier.',
  ]);
});

/** As Grafana lays a table out (packages/grafana-ui TableNG/utils.ts, computeColWidths). */
function widthOf(table: DataFrame, room: number): number {
  const shown = table.fields.map(({ config }) => ({ ...config.custom }) as { width?: number; minWidth?: number });
  const fixed = shown.reduce((sum, { width = 0 }) => sum + width, 0);
  const share = (room - fixed) / shown.filter(({ width }) => width === undefined).length;
  return shown.reduce((sum, { width, minWidth = 150 }) => sum + (width ?? Math.max(minWidth, share)), 0);
}

// Beside its menu, at 1400 pixels.
test.each([
  ['the kubelet’s', evictionOrderTable(RANKING), 'because'],
  ['the kernel’s', oomOrderTable(RANKING), 'request'],
])('%s order fits a laptop’s screen in Grafana', (_, table, leftOut) => {
  const fields = table.fields.filter(({ name }) => name !== leftOut);
  expect(widthOf({ ...table, fields }, 1040)).toBeLessThanOrEqual(1040);
});
