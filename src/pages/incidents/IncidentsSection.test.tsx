import { LoadingState, type PanelData } from '@grafana/data';
import { EmbeddedScene, SceneDataNode, SceneFlexItem, SceneFlexLayout, SceneTimeRange } from '@grafana/scenes';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { FIGURE_3, FIGURE_6, KUBEPODS_RACE, STOPPED } from '../../../test/fixtures/incidents';
import { readLog } from '../../domain/logs/readLog';
import { incidentsFrame } from '../../frames/incidentsFrame';
import { noNodeFrame } from '../../frames/noNodeFrame';
import { EVICTION } from '../testing/articleNode';
import { incidentData } from '../testing/incidentFrames';
import { panelData } from '../testing/nodeFrames';

import type { IncidentFilter } from './filterIncidents';
import { IncidentFilters } from './IncidentFilters';
import { IncidentsSection } from './IncidentsSection';
import { keepLog } from './log/keptLog';

beforeAll(() => {
  // The pickers measure their texts; jsdom has no canvas.
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
});

function show(data: PanelData | undefined, filter: Partial<IncidentFilter> = {}, search = '') {
  const filters = new IncidentFilters(filter);
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({
      from: '2026-11-21T21:00:00.000Z',
      to: '2026-11-21T22:00:00.000Z',
      timeZone: 'utc',
    }),
    $data: data && new SceneDataNode({ data }),
    controls: [filters],
    body: new SceneFlexLayout({
      children: [
        new SceneFlexItem({ body: new IncidentsSection({ filters: filters.getRef(), root: '/a/app/incidents' }) }),
      ],
    }),
  });
  render(
    <MemoryRouter initialEntries={[`/a/app/incidents${search}`]}>
      <scene.Component model={scene} />
    </MemoryRouter>
  );
  return filters;
}

const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);

test('each incident says when, where, what, how sure, who paid and who did it', () => {
  show(incidentData([FIGURE_3]));
  const row = screen.getByRole('row', { name: /OOM2/ });
  expect(cells(row)).toEqual([
    '2026-11-21 21:11:40 – 21:12:10',
    'lab-node',
    'Pods crossed allocatable; the kubelet evicted alloc-mem-leakOOM2 · pods evicted',
    'certain',
    'alloc-tests/alloc-mem-leak',
    'alloc-tests/alloc-mem-leak',
  ]);
  expect(within(row).getByRole('link').getAttribute('href')).toContain(`/a/app/incidents/${FIGURE_3.id}?`);
});

test('of two incidents the one that the range begins within says that it may have begun earlier', () => {
  show(incidentData([FIGURE_3, { ...FIGURE_6, begunBefore: true }]));
  const BEGINS_WITHIN = 'It may have begun earlier: the time that was looked at begins within it.';
  expect(within(screen.getByRole('row', { name: /OOM3/ })).getByText(BEGINS_WITHIN)).toBeInTheDocument();
  expect(within(screen.getByRole('row', { name: /OOM2/ })).queryByText(BEGINS_WITHIN)).not.toBeInTheDocument();
});

test('what is not about memory shows when asked for', async () => {
  show(incidentData([FIGURE_6, STOPPED]));
  expect(screen.queryByText('apps/web was stopped')).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('switch', { name: /Memory only/ }));
  expect(screen.getByText('apps/web was stopped')).toBeInTheDocument();
});

test('filters live in the URL and come back from it', () => {
  const filters = show(incidentData([FIGURE_3, FIGURE_6]), { namespace: 'monitoring' });
  expect(screen.getAllByRole('row')).toHaveLength(2);
  expect(filters.getUrlState()).toEqual({ namespace: 'monitoring', verdict: undefined, memory: 'only' });
  const other = new IncidentFilters();
  other.updateFromUrl({ namespace: '', verdict: 'stopped', memory: 'all' });
  expect(other.state).toMatchObject({ namespace: undefined, verdict: 'stopped', memoryOnly: false });
  other.updateFromUrl({ verdict: '<img>' });
  expect(other.state).toMatchObject({ verdict: undefined, memoryOnly: false });
});

test.each<[string, PanelData | undefined, string]>([
  ['while it looks', panelData({ state: LoadingState.Loading }), 'Looking for incidents…'],
  ['when nothing came', panelData(), 'Nothing was recorded in this time range.'],
  ['when nothing happened', incidentData([]), 'No eviction, no OOM kill and no other end of a container was found.'],
  [
    'when the filters hide all',
    incidentData([STOPPED]),
    'No memory incident was found; 1 incident is hidden by the filters.',
  ],
  [
    'when it failed',
    panelData({ state: LoadingState.Error, errors: [{ message: 'query timed out' }] }),
    'query timed out',
  ],
])('it says so %s', (_, data, text) => {
  show(data);
  expect(screen.getByText(text)).toBeInTheDocument();
});

test('an error beside nothing found is no all-clear', () => {
  show({ ...incidentData([]), state: LoadingState.Error, errors: [{ message: 'query timed out' }] });
  expect(screen.getByText('Some of the data is missing')).toBeInTheDocument();
  expect(screen.queryByText(/^No eviction/)).not.toBeInTheDocument();
});

test('what the data lacks stands below, with what mends it', () => {
  show(incidentData([], [{ severity: 'warning', code: 'x', text: 'No kubelet metrics', remedy: 'Scrape /metrics.' }]));
  expect(screen.getByText('No kubelet metrics')).toBeInTheDocument();
  expect(screen.getByText('Scrape /metrics.')).toBeInTheDocument();
});

test('a strip shows the events over time, and each leads to its incident', () => {
  show(incidentData([{ ...FIGURE_3, events: [EVICTION] }]));
  expect(screen.getByRole('group', { name: /Events over time: 1 eviction,/ })).toBeInTheDocument();
  const mark = screen.getByRole('link', { name: /^eviction, 2026-11-21 21:11:00 UTC: Pods crossed/ });
  expect(mark.getAttribute('href')).toContain(`/a/app/incidents/${FIGURE_3.id}?`);
});

test('a mark of several incidents shows the minutes around them', () => {
  const both = [FIGURE_3, FIGURE_6].map((incident) => ({ ...incident, events: [EVICTION] }));
  show(incidentData(both), {}, '?namespace=');
  const mark = screen.getByRole('link', { name: '2 evictions, from 2026-11-21 21:11:00 UTC: show these 2 incidents' });
  expect(Object.fromEntries(new URL(mark.getAttribute('href') ?? '', 'http://grafana').searchParams)).toMatchObject({
    from: '2026-11-21T21:01:40.000Z',
    to: '2026-11-21T21:29:49.000Z',
  });
});

describe('a log given on an incident’s page', () => {
  const log = readLog(readFileSync(join(__dirname, '../../../test/fixtures/logs/recording-1-kernel-oom.log'), 'utf8'), {
    reference: KUBEPODS_RACE.start,
  });
  const other = { ...KUBEPODS_RACE, id: 'other', node: 'other-node' };
  const confidenceOf = (node: string) =>
    cells(screen.getByRole('row', { name: new RegExp(node) })).find((cell) => /^(certain|likely)$/.test(cell ?? ''));
  afterEach(() => act(() => keepLog(undefined)));

  it('settles the verdicts of its node in the list as well, says so, and can be dropped there', async () => {
    show(incidentData([KUBEPODS_RACE, other]));
    expect(['lab-node', 'other-node'].map(confidenceOf)).toEqual(['likely', 'likely']);
    act(() => keepLog({ node: 'lab-node', log, incident: KUBEPODS_RACE.id }));
    expect(['lab-node', 'other-node'].map(confidenceOf)).toEqual(['certain', 'likely']);
    expect(screen.getByText(/^A log of lab-node that you gave/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Drop that log' }));
    expect(confidenceOf('lab-node')).toBe('likely');
  });

  it('leaves a list without that node alone', () => {
    act(() => keepLog({ node: 'lab-node', log, incident: KUBEPODS_RACE.id }));
    show(incidentData([other]));
    expect(screen.queryByText(/^A log of/)).not.toBeInTheDocument();
    expect(confidenceOf('other-node')).toBe('likely');
  });
});

test('an incident’s link knows its time zone, and the list it was found in', () => {
  show(incidentData([FIGURE_3]), {}, '?var-node=a&var-node=b&namespace=apps');
  const { searchParams } = new URL(screen.getByRole('link').getAttribute('href') ?? '', 'http://grafana');
  expect(searchParams.get('timezone')).toBe('utc');
  expect(searchParams.get('list')).toBe('var-node=a&var-node=b&namespace=apps');
  expect(screen.getByText('times in UTC')).toBeInTheDocument();
});

test('a hostile headline stays text', () => {
  show(incidentData([{ ...FIGURE_3, headline: '<img src=x onerror=alert(1)>' }]));
  expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeInTheDocument();
  expect(document.querySelector('img')).toBeNull();
});

test('a range without a single node is not called quiet', () => {
  const nothing = incidentData([]);
  const lastSeen = Date.UTC(2026, 10, 20, 12);
  show({ ...nothing, series: [...nothing.series, noNodeFrame({ lastSeen, lookedBack: 30 * 86_400_000 })] });
  expect(screen.getByText('No node was recorded in this time range')).toBeInTheDocument();
  expect(screen.getByText(/2026-11-20 12:00:00 UTC/)).toBeInTheDocument();
  expect(screen.queryByText(/^No eviction/)).not.toBeInTheDocument();
});

describe('many nodes', () => {
  const partly = (state: LoadingState, more: { isOpen?: true } = {}) =>
    panelData({
      series: [incidentsFrame({ incidents: [FIGURE_3], findings: [], progress: { done: 3, total: 20, ...more } })],
      state,
    });

  test('are listed as they are done, with how many are left, and can be stopped', () => {
    show(partly(LoadingState.Loading));
    expect(screen.getByText(/Looked at 3 of 20 times and nodes/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Stop' })).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /OOM2/ })).toBeInTheDocument();
  });

  test('of a long range are listed before it is known where something happened in all of it', () => {
    show(partly(LoadingState.Loading, { isOpen: true }));
    expect(screen.getByText(/Looked at 3 of 20 times and nodes known so far/)).toBeInTheDocument();
  });

  test('stopped on the way, the list does not pass for all of it', () => {
    show(partly(LoadingState.Done));
    expect(screen.getByText(/Stopped after 3 of 20 times and nodes/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Look through all' })).toBeInTheDocument();
  });

  test('of which nothing was found yet are no all-clear', () => {
    show(panelData({ series: [incidentsFrame({ incidents: [], findings: [], progress: { done: 3, total: 20 } })] }));
    expect(screen.queryByText(/was found/)).not.toBeInTheDocument();
  });

  test('looked through for memory only say nothing of other ends', () => {
    const left = { severity: 'info', code: 'nodes-without-candidates', text: 'Of 40 nodes 40 showed no sign' } as const;
    show(panelData({ series: [incidentsFrame({ incidents: [], findings: [left] })] }));
    expect(screen.getByText('No eviction for memory and no OOM kill was found.')).toBeInTheDocument();
  });

  test('of which a day could not be asked are no all-clear', () => {
    const failed = { severity: 'error', code: 'query-failed', text: 'Where anything happened from …' } as const;
    show(panelData({ series: [incidentsFrame({ incidents: [], findings: [failed] })] }));
    expect(screen.queryByText(/was found/)).not.toBeInTheDocument();
  });
});
