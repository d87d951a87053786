import { LoadingState, type PanelData } from '@grafana/data';
import { setBackendSrv, setDataSourceSrv, type BackendSrv, type DataSourceSrv } from '@grafana/runtime';
import {
  EmbeddedScene,
  SceneDataNode,
  sceneGraph,
  SceneTimeRange,
  type SceneQueryRunner,
  type VizPanel,
} from '@grafana/scenes';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FIGURE_6, KUBEPODS_RACE } from '../../../test/fixtures/incidents';
import type { Incident } from '../../domain/incidents/types';
import { readLog } from '../../domain/logs/readLog';
import { NO_KUBELET } from '../../domain/node/noKubelet';
import { evictionOrderTable } from '../../frames/evictionOrderTable';
import { ViewSwitch } from '../node/ViewSwitch';
import { ARTICLE_NODE } from '../testing/articleNode';
import { incidentData } from '../testing/incidentFrames';
import { nodeMemoryFrame, panelData } from '../testing/nodeFrames';

import { download } from './download';
import { IncidentView } from './IncidentView';
import { keepLog } from './log/keptLog';

jest.mock('./download', () => ({ ...jest.requireActual('./download'), download: jest.fn() }));

const permitted = jest.fn((_action: string) => false);
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  hasPermission: (action: string) => permitted(action),
}));

beforeEach(() => {
  permitted.mockReturnValue(false);
  jest.mocked(download).mockClear();
  keepLog(undefined);
  const settings = { jsonData: { promUid: 'prom' } };
  setDataSourceSrv({ getInstanceSettings: () => settings, getList: () => [] } as unknown as DataSourceSrv);
});

/** A query runner that has its answer already. */
const answered = (data: PanelData | undefined) => new SceneDataNode({ data }) as unknown as SceneQueryRunner;

const POD = {
  name: 'monitoring/node-exporter-q6knv',
  namespace: 'monitoring',
  pod: 'node-exporter-q6knv',
  requestBytes: 0,
  workingSetBytes: 42627072,
  qos: 'BestEffort',
  priority: 0,
  containers: [{ container: 'node-exporter', requestBytes: 0 }],
} as const;

function show(review: PanelData | undefined, wanted: Incident = FIGURE_6) {
  const chart = new EmbeddedScene({ body: new SceneDataNode({ data: panelData() }) as never }) as unknown as VizPanel;
  Object.defineProperty(chart, 'Component', { value: () => <p>the chart</p> });
  const viewSwitch = new ViewSwitch({ chart: chart.getRef() });
  const view = new IncidentView({
    wanted,
    root: '/a/app/incidents',
    chart,
    viewSwitch: viewSwitch.getRef(),
    review: answered(review),
    order: answered(panelData({ series: [evictionOrderTable({ at: FIGURE_6.start, pods: [POD] })] })),
    names: answered(panelData()),
  });
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({
      from: '2026-11-21T21:13:48.000Z',
      to: '2026-11-21T21:29:49.000Z',
      timeZone: 'utc',
    }),
    $data: new SceneDataNode({ data: panelData({ series: [nodeMemoryFrame({ identity: ARTICLE_NODE.identity })] }) }),
    body: view,
  });
  const { unmount } = render(
    <MemoryRouter>
      <scene.Component model={scene} />
    </MemoryRouter>
  );
  return Object.assign(view, { leave: unmount });
}

const section = (name: string | RegExp) => within(screen.getByRole('region', { name }));

test('the page answers what, how sure, when and by whom, then how and why', () => {
  show(incidentData([FIGURE_6]));
  expect(screen.getByRole('heading', { name: FIGURE_6.headline })).toBeInTheDocument();
  for (const badge of [
    'OOM3 · node evicted',
    'certain',
    '2026-11-21 21:23:48 – 21:24:49 UTC',
    'culprit: outside the pods',
  ]) {
    expect(screen.getAllByText(badge).length).toBeGreaterThan(0);
  }
  expect(
    section('What happened').getByText('The node’s available memory fell below eviction-hard (750 MiB).')
  ).toBeInTheDocument();
  expect(
    section('Who caused it, who paid').getByRole('row', { name: /outside the pods \+17.0 MiB\/s .* culprit/ })
  ).toBeInTheDocument();
  expect(section('What would have prevented it').getByText(/Reserve what the system really uses/)).toBeInTheDocument();
  expect(
    section(/^Order of eviction at /).getByRole('row', {
      name: '1 monitoring/node-exporter-q6knv 40 MiB none BestEffort 0 1000',
    })
  ).toBeInTheDocument();
});

test('an incident that the range begins within may have begun earlier, and only that one says so', () => {
  const BEGINS_WITHIN = /may have begun earlier: the time that was looked at begins within it/;
  const { leave } = show(incidentData([FIGURE_6]));
  expect(screen.queryByText(BEGINS_WITHIN)).not.toBeInTheDocument();
  leave();
  show(incidentData([{ ...FIGURE_6, begunBefore: true }]));
  expect(screen.getByText(BEGINS_WITHIN)).toBeInTheDocument();
});

describe('links into Explore', () => {
  const links = () => section('Why we say so').queryAllByRole('link', { name: /open in Explore/ });

  it('show what an item came from, around its moment, on the Prometheus behind the data source', () => {
    permitted.mockImplementation((action) => action === 'datasources:explore');
    show(incidentData([FIGURE_6]));
    expect(links()).toHaveLength(2);
    const panes = new URL(links()[0]?.getAttribute('href') ?? '', 'http://grafana').searchParams.get('panes') ?? '';
    const { query, at } = FIGURE_6.evidence[0] ?? { at: 0 };
    expect(JSON.parse(panes).tidemark).toMatchObject({
      datasource: 'prom',
      queries: [{ expr: query }],
      range: { from: String(at - 10 * 60_000), to: String(at + 5 * 60_000) },
    });
  });

  it('are not there for who may not explore', () => {
    show(incidentData([FIGURE_6]));
    expect(links()).toEqual([]);
  });
});

test('what was not there to be seen is listed, with what brings it', () => {
  show(incidentData([FIGURE_6]));
  const why = section('Why we say so');
  expect(why.getByRole('img', { name: 'not seen' })).toBeInTheDocument();
  expect(why.getByText('A kubelet log names them: paste it below.')).toBeInTheDocument();
});

test.each<[string, PanelData | undefined, RegExp]>([
  ['while it reviews', panelData({ state: LoadingState.Loading }), /Reviewing the incident…/],
  [
    'when it failed',
    panelData({ state: LoadingState.Error, errors: [{ message: 'query timed out' }] }),
    /query timed out/,
  ],
  ['when the data is gone', incidentData([]), /there is no incident “lab-node-20261121T212\d+-oom3”/],
])('it says so %s', (_, data, text) => {
  show(data);
  expect(screen.getByText(text)).toBeInTheDocument();
});

test('an unknown id is said so, and what overlaps its time is offered, not shown in its place', () => {
  show(incidentData([FIGURE_6]), { ...FIGURE_6, id: 'mistyped' });
  expect(screen.getByText('On lab-node there is no incident “mistyped”')).toBeInTheDocument();
  expect(screen.getByText('At that time, 2026-11-21 21:23:48 UTC:')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: FIGURE_6.headline })).toBeInTheDocument();
  expect(screen.queryByRole('region', { name: 'What happened' })).not.toBeInTheDocument();
});

test('chart and order of eviction do not wait for the review', () => {
  show(panelData({ state: LoadingState.Loading }));
  expect(screen.getByText('Reviewing the incident…')).toBeInTheDocument();
  expect(screen.getByText('the chart')).toBeInTheDocument();
  expect(section(/^Order of eviction at 21:23:48 UTC/).getByRole('table')).toBeInTheDocument();
});

test('the picker’s refresh reviews anew', () => {
  const view = show(incidentData([FIGURE_6]));
  const asked = [view.state.review, view.state.order].map((runner) => Object.assign(runner, { runQueries: jest.fn() }));
  act(() => sceneGraph.getTimeRange(view).onRefresh());
  asked.forEach(({ runQueries }) => expect(runQueries).toHaveBeenCalledTimes(1));
});

test('what is left of that time is offered when the incident is gone', () => {
  show(incidentData([KUBEPODS_RACE]));
  expect(screen.getByRole('link', { name: KUBEPODS_RACE.headline })).toBeInTheDocument();
  // Grafana takes the indent of lists away.
  expect(screen.getByRole('link', { name: KUBEPODS_RACE.headline }).closest('ul')).toHaveStyle({ paddingLeft: '20px' });
});

test('a log settles the verdict and can be taken away again', async () => {
  const log = readFileSync(join(__dirname, '../../../test/fixtures/logs/recording-1-kernel-oom.log'), 'utf8');
  const view = show(incidentData([KUBEPODS_RACE]), KUBEPODS_RACE);
  expect(screen.getAllByText('likely').length).toBeGreaterThan(0);
  act(() => view.setLog(readLog(`${log}\nKilled process 12 but new`, { reference: KUBEPODS_RACE.start })));
  expect(screen.queryByText('likely')).not.toBeInTheDocument();
  expect(section('Why we say so').getAllByText(/The kubepods limit, which all pods share, ran out/)).toHaveLength(5);
  expect(screen.getByText('Killed process 12 but new')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Remove the log' }));
  expect(screen.getAllByText('likely').length).toBeGreaterThan(0);
});

describe('a log given on one incident’s page', () => {
  const log = () =>
    readLog(readFileSync(join(__dirname, '../../../test/fixtures/logs/recording-1-kernel-oom.log'), 'utf8'), {
      reference: KUBEPODS_RACE.start,
    });
  const applied = () => section('Why we say so').queryAllByText(/The kubepods limit, which all pods share, ran out/);
  const NOTE = /A log of this node that you gave on another incident/;
  /** Of the same minutes, by another name. */
  const SIBLING = { ...KUBEPODS_RACE, id: 'sibling' };

  it('reaches another incident of the node, which says so and can drop it', async () => {
    const first = show(incidentData([KUBEPODS_RACE]), KUBEPODS_RACE);
    act(() => first.setLog(log()));
    expect(screen.queryByText(NOTE)).not.toBeInTheDocument();
    first.leave();
    const second = show(incidentData([SIBLING]), SIBLING);
    expect(screen.getByText(NOTE)).toBeInTheDocument();
    expect(applied()).toHaveLength(5);
    expect(second.state.names.isActive).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Drop that log' }));
    expect(screen.queryByText(NOTE)).not.toBeInTheDocument();
    expect(applied()).toEqual([]);
    expect(second.state.names.isActive).toBe(false);
  });

  test.each([
    ['node', { ...SIBLING, node: 'other-node' }],
    ['cluster', { ...SIBLING, cluster: 'other-cluster' }],
  ])('stays away from an incident of another %s', (_, other) => {
    const first = show(incidentData([KUBEPODS_RACE]), KUBEPODS_RACE);
    act(() => first.setLog(log()));
    first.leave();
    show(incidentData([other]), other);
    expect(screen.getByRole('heading', { name: other.headline })).toBeInTheDocument();
    expect(screen.queryByText(NOTE)).not.toBeInTheDocument();
    expect(applied()).toEqual([]);
  });
});

test('Markdown comes with the chart as a picture, JSON alone', async () => {
  show(incidentData([FIGURE_6]));
  await userEvent.click(screen.getByRole('button', { name: 'Export Markdown' }));
  const name = `tidemark-${FIGURE_6.id}`;
  expect(jest.mocked(download).mock.calls).toEqual([
    [`${name}.md`, expect.stringContaining(`(<${name}.svg>)`), 'text/markdown'],
    [`${name}.svg`, expect.stringMatching(/^<svg .*Something outside the pods/s), 'image/svg+xml'],
  ]);
  jest.mocked(download).mockClear();
  await userEvent.click(screen.getByRole('button', { name: 'Export JSON' }));
  expect(JSON.parse(jest.mocked(download).mock.calls[0]?.[1] ?? '')).toMatchObject({ id: FIGURE_6.id });
});

describe('writing to Grafana', () => {
  it('is not offered without the permission', () => {
    show(incidentData([FIGURE_6]));
    expect(screen.queryByRole('button', { name: /Write to Grafana/ })).not.toBeInTheDocument();
  });

  it('happens on a click only, and once', async () => {
    const get = jest.fn().mockResolvedValue([]);
    const post = jest.fn().mockResolvedValue({});
    setBackendSrv({ get, post } as unknown as BackendSrv);
    permitted.mockReturnValue(true);
    show(incidentData([FIGURE_6]));
    expect(post).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: /Write to Grafana/ }));
    expect(await screen.findByText('Written, with the tag tidemark.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Write to Grafana/ }));
    expect(post).toHaveBeenCalledTimes(1);
  });
});

test('what else it could have been stands in one line each, with its evidence a click away', async () => {
  const against = {
    speaks: 'against',
    text: 'the kubelet counted no eviction then',
    source: 'kubelet_evictions',
    at: FIGURE_6.start,
  } as const;
  const incident: Incident = {
    ...FIGURE_6,
    alternatives: [
      {
        verdict: 'node-exhausted',
        standing: 'open',
        because: 'cannot be ruled out: x is not collected',
        evidence: [],
        missing: [],
      },
      { verdict: 'evicted-other', standing: 'ruled out', because: against.text, evidence: [against], missing: [] },
      { verdict: FIGURE_6.verdict, standing: 'fits too', because: 'a log settled it so', evidence: [], missing: [] },
    ],
  };
  show(incidentData([incident]), incident);
  const section = screen.getByRole('region', { name: 'What else it could have been' });
  const lines = within(section).getAllByText((_, element) => element?.tagName === 'SUMMARY');
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    'node exhaustedopen: cannot be ruled out: x is not collected',
    'evicted, not memoryruled out: the kubelet counted no eviction then',
  ]);
  await userEvent.click(lines[1] as HTMLElement);
  expect(within(section).getByText(/^kubelet_evictions/)).toBeVisible();
});

test('where no kubelet runs nobody is ranked for eviction, and it says why once', async () => {
  show(incidentData([FIGURE_6], [NO_KUBELET]));
  expect(await screen.findByText(NO_KUBELET.text)).toBeInTheDocument();
  expect(screen.queryByText(/^Order of eviction/)).not.toBeInTheDocument();
});
