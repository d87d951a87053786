import { createDataFrame, FieldType, LoadingState, type DataFrame, type PanelData } from '@grafana/data';
import { EmbeddedScene, SceneDataNode, SceneTimeRange } from '@grafana/scenes';
import { render, screen, within } from '@testing-library/react';
import React from 'react';

import type { NodePod, NodeRanking } from '../../domain/incidents/nodePods';
import { NO_KUBELET } from '../../domain/node/noKubelet';
import { KiB, MiB } from '../../domain/units';
import { evictionOrderTable } from '../../frames/evictionOrderTable';
import { FIELD, FRAME, type NodeMemoryMeta } from '../../frames/names';
import { ARTICLE_LINES } from '../testing/articleNode';
import { panelData } from '../testing/nodeFrames';

import { NextSection } from './NextSection';

const END = Date.UTC(2026, 10, 21, 21, 11, 50);

const pod = (name: string, used: number, more: Partial<NodePod> = {}): NodePod => ({
  name: `apps/${name}`,
  namespace: 'apps',
  pod: name,
  requestBytes: 0,
  workingSetBytes: used * MiB,
  priority: 0,
  isStatic: false,
  qos: 'BestEffort',
  containers: [{ container: name, requestBytes: 0, workingSetBytes: used * MiB }],
  ...more,
});

const RANKING: NodeRanking = {
  at: END,
  capacity: 7120616 * KiB,
  pods: [
    pod('leak', 4209),
    pod('cache', 36),
    pod('db', 61, { requestBytes: 80 * MiB, qos: 'Guaranteed' }),
    pod('proxy', 30, { priority: 2_000_001_000, priorityClass: 'system-node-critical', qos: 'Burstable' }),
  ],
};

/** The last samples of the pods and the node, one every 30 s, in MiB. */
function memoryFrame(
  pods: readonly number[],
  node: readonly number[],
  findings: NodeMemoryMeta['findings'] = []
): DataFrame {
  const tidemark: NodeMemoryMeta = {
    version: 1,
    identity: { node: 'lab-node' },
    stepMs: 30_000,
    scrapeIntervalMs: 30_000,
    headline: '',
    counted: '',
    fields: Object.fromEntries(
      [FIELD.podsWorkingSet, FIELD.nodeWorkingSet, FIELD.nodeAvailable].map((name) => [
        name,
        { provenance: 'measured', source: 'test' },
      ])
    ),
    current: ARTICLE_LINES,
    findings,
  };
  const bytes = (name: string, values: readonly number[]) => ({
    name,
    type: FieldType.number,
    values: values.map((value) => value * MiB),
  });
  return createDataFrame({
    name: FRAME.nodeMemory,
    meta: { custom: { tidemark } },
    fields: [
      { name: FIELD.time, type: FieldType.time, values: pods.map((_, i) => END - (pods.length - 1 - i) * 30_000) },
      bytes(FIELD.podsWorkingSet, pods),
      bytes(FIELD.nodeWorkingSet, node),
      bytes(
        FIELD.nodeAvailable,
        node.map((used) => (7120616 * KiB) / MiB - used)
      ),
    ],
  });
}

function show(data: PanelData) {
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: '2026-11-21T21:00:00Z', to: '2026-11-21T21:11:50Z', timeZone: 'utc' }),
    $data: new SceneDataNode({ data }),
    body: new NextSection({}),
  });
  return render(<scene.Component model={scene} />);
}

const rowsOf = (table: string) =>
  within(screen.getByRole('table', { name: table }))
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent)
    );

const LEAK = Array.from({ length: 10 }, (_, index) => 1000 + 300 * index);

test('the kubelet’s order stands beside the kernel’s, as of the end of the range', () => {
  show(panelData({ series: [memoryFrame(LEAK, LEAK), evictionOrderTable(RANKING)] }));
  expect(rowsOf('Order of eviction')).toEqual([
    ['1', 'apps/leak', '4209 MiB', '4209 MiB', 'none', '0'],
    ['2', 'apps/cache', '36 MiB', '36 MiB', 'none', '0'],
    ['–', 'apps/proxy (never evicted: critical priority)', '30 MiB', '30 MiB', 'none', '2000001000'],
    ['3', 'apps/db', '-19 MiB', '61 MiB', '80 MiB', '0'],
  ]);
  expect(rowsOf('Order of OOM kills').map(([place, name, , adj]) => [place, name, adj])).toEqual([
    ['1', 'apps/leak', '1000'],
    ['2', 'apps/cache', '1000'],
    ['3', 'apps/db', '-997'],
    ['4', 'apps/proxy', '-997'],
  ]);
  expect(screen.getByText('Likely evicted by the kubelet, as of 2026-11-21 21:11:50 UTC')).toBeInTheDocument();
});

test.each<[string, readonly number[], readonly number[], RegExp]>([
  [
    'a leak is told with its time and rate',
    LEAK,
    LEAK.map((pods) => pods + 200),
    /the pods reach the line above which the kubelet evicts in about 87 s, at \+10\.0 MiB\/s/,
  ],
  [
    '127 % is fine while both conditions hold',
    LEAK.map(() => 4456),
    LEAK.map(() => 5800),
    /^kubectl top node shows 127 % .* no line that evicts is crossed/,
  ],
  [
    'beyond the line it says that pods are evicted now',
    LEAK.map(() => 4600),
    LEAK.map(() => 5000),
    /the kubelet evicts pods now\..*4600 MiB, above the 4565 MiB/,
  ],
])('%s', (_, pods, node, text) => {
  show(panelData({ series: [memoryFrame(pods, node), evictionOrderTable(RANKING)] }));
  expect(screen.getByText(text)).toBeInTheDocument();
});

test('calm is no relief beyond a line that evicts', () => {
  const still = (used: number) => LEAK.map(() => used);
  const { unmount } = show(panelData({ series: [memoryFrame(still(4600), still(5000))] }));
  expect(screen.queryByText(/No line is being approached/)).not.toBeInTheDocument();
  unmount();
  show(panelData({ series: [memoryFrame(still(4000), still(4500))] }));
  expect(screen.getByText(/No line is being approached/)).toBeInTheDocument();
});

test('it says that it waits, that nothing is known, that there were no pods', () => {
  const { unmount } = show(panelData({ state: LoadingState.Loading }));
  expect(screen.getByText('Ranking the pods…')).toBeInTheDocument();
  unmount();
  const second = show(panelData());
  expect(screen.getByText(/^Unknown: nothing ranks the pods/)).toBeInTheDocument();
  second.unmount();
  show(panelData({ series: [evictionOrderTable({ at: END, pods: [] })] }));
  expect(screen.getByText('No pod was known at 2026-11-21 21:11:50 UTC.')).toBeInTheDocument();
});

test('where no kubelet runs nobody is next to be evicted: the largest container is next for the kernel', () => {
  const bare = [pod('small', 40), pod('large', 900)].map(({ qos: _, isStatic: __, priority: ___, ...rest }) => rest);
  const ranking = { ...RANKING, pods: bare };
  show(panelData({ series: [memoryFrame(LEAK, LEAK, [NO_KUBELET]), evictionOrderTable(ranking)] }));
  expect(rowsOf('Largest containers')).toEqual([
    ['1', 'apps/large', '900 MiB'],
    ['2', 'apps/small', '40 MiB'],
  ]);
  expect(screen.queryByRole('table', { name: 'Order of eviction' })).not.toBeInTheDocument();
  expect(screen.queryByText(/kube-state-metrics|kubectl/)).not.toBeInTheDocument();
});

test('what the metrics cannot tell is said, and a hostile name is text', () => {
  const { priority: _, isStatic: __, qos: ___, ...bare } = pod('<img src=x onerror=alert(1)>', 10);
  const { container } = show(panelData({ series: [evictionOrderTable({ at: END, pods: [bare] })] }));
  expect(screen.getByText(/^Nothing says whether one pod is static or critical/)).toBeInTheDocument();
  expect(rowsOf('Order of eviction')[0]?.[1]).toContain('(unknown whether static or critical)');
  expect(rowsOf('Order of OOM kills')[0]?.slice(2)).toEqual(['unknown', 'unknown', '10 MiB', 'unknown']);
  expect(container.querySelector('img')).toBeNull();
});

test('beyond the first five the rest is counted', () => {
  const pods = Array.from({ length: 12 }, (_, index) => pod(`p${index}`, index));
  show(panelData({ series: [evictionOrderTable({ ...RANKING, pods })] }));
  expect(rowsOf('Order of eviction')).toHaveLength(5);
  expect(screen.getByText('7 more pods come later.')).toBeInTheDocument();
  expect(screen.getByText('7 more containers come later.')).toBeInTheDocument();
});
