import { LoadingState, type PanelData } from '@grafana/data';
import { EmbeddedScene, SceneDataNode, SceneFlexItem, SceneFlexLayout, SceneTimeRange } from '@grafana/scenes';
import { act, render, screen, within } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED } from '../../../test/fixtures/incidents';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import { fleetNode } from '../../domain/fleet/testing';
import type { Incident } from '../../domain/incidents/types';
import { fleetFrame } from '../../frames/fleetFrame';
import { incidentsFrame } from '../../frames/incidentsFrame';
import { NodesReview } from '../shared/NodesReview';
import { panelData } from '../testing/nodeFrames';

import { WeekSection } from './WeekSection';

const LAB = fleetNode('lab-node', { evictions: { count: 5, atLeast: false } });
const AGAIN: Incident = { ...FIGURE_3, id: 'again', start: FIGURE_3.start + 3_600_000, end: FIGURE_3.end + 3_600_000 };

beforeEach(() => {
  jest.spyOn(NodesReview.prototype, 'review').mockImplementation(function (this: NodesReview, nodes) {
    this.setState({ asked: nodes, data: undefined });
  });
});

const fleet = (nodes: readonly FleetNode[]) => panelData({ series: [fleetFrame({ nodes, findings: [] })] });

function show(data: PanelData) {
  const section = new WeekSection({ root: '/a/app/incidents' });
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-7d', to: 'now', timeZone: 'utc' }),
    $data: new SceneDataNode({ data }),
    body: new SceneFlexLayout({ children: [new SceneFlexItem({ body: section })] }),
  });
  render(
    <MemoryRouter>
      <scene.Component model={scene} />
    </MemoryRouter>
  );
  return (incidents: readonly Incident[], more: Partial<PanelData> = {}) =>
    act(() =>
      section.state.review.setState({
        data: panelData({ series: [incidentsFrame({ incidents, findings: [] })], ...more }),
      })
    );
}

const cells = (table: string) =>
  within(screen.getByRole('table', { name: table }))
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent)
    );
const headline = () => screen.getByRole('heading', { level: 2 }).textContent;

it('says who pays most often, which culprit returns and what would have prevented most, with the numbers of each', () => {
  const answer = show(fleet([LAB, fleetNode('quiet')]));
  expect(screen.getByText('Reviewing 1 node with evictions or OOM kills…')).toBeInTheDocument();
  answer([FIGURE_3, AGAIN, FIGURE_6, KUBEPODS_RACE, STOPPED]);
  expect(headline()).toMatch(
    /^4 memory incidents on 1 node in the last 7 days; monitoring\/node-exporter paid most often/
  );
  expect(screen.getByText('Evictions by memory or OOM kills were counted on 1 of 2 nodes.')).toBeInTheDocument();
  expect(cells('Who pays most often')[0]?.slice(0, 4)).toEqual(['monitoring/node-exporter', '4 times', '4', '2']);
  expect(cells('Which culprit returns')[0]).toEqual([
    'alloc-tests/alloc-mem-leak',
    '2',
    '1',
    '0 times',
    '2026-11-21 22:11:40 – 22:12:10',
  ]);
  expect(cells('What would have prevented most')[0]?.slice(0, 3)).toEqual([
    'a memory limit on the pod that grew',
    '3 of 4 incidents',
    'alloc-tests/alloc-mem-leak 2, alloc-tests/prefork 1',
  ]);
  const [newest] = within(screen.getByRole('table', { name: 'Which culprit returns' })).getAllByRole('link');
  expect(newest?.getAttribute('href')).toContain('/a/app/incidents/again?');
});

it('a quiet week is called so only where all was counted', () => {
  show(fleet([fleetNode('quiet')]));
  expect(headline()).toBe('No memory incident in the last 7 days.');
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
});

it('where a count is missing, quiet is not known', () => {
  show(fleet([fleetNode('dark', { oomKills: undefined })]));
  expect(headline()).toBe('No known memory incident in the last 7 days.');
  expect(screen.getByText(/on 1 not all of that is counted/)).toBeInTheDocument();
});

it('what could not be reviewed makes the rest a part', () => {
  const answer = show(fleet([LAB, fleetNode('b', { oomKills: { count: 1, atLeast: false } })]));
  answer([FIGURE_3], { errors: [{ message: 'b: query timed out' }] });
  expect(headline()).toMatch(/^At least 1 memory incident/);
  expect(screen.getAllByText('b: query timed out')).toHaveLength(1);
});

it.each<[string, PanelData, string]>([
  ['loading', panelData({ state: LoadingState.Loading }), 'Counting evictions and OOM kills on all nodes…'],
  [
    'failed',
    panelData({ state: LoadingState.Error, errors: [{ message: 'connection refused' }] }),
    'connection refused',
  ],
])('%s is said once', (_, data, text) => {
  show(data);
  expect(screen.getAllByText(text)).toHaveLength(1);
});
