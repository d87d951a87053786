import { LoadingState, type PanelData } from '@grafana/data';
import { EmbeddedScene, SceneDataNode, SceneFlexItem, SceneFlexLayout, SceneTimeRange } from '@grafana/scenes';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { FIGURE_3, FIGURE_6 } from '../../../test/fixtures/incidents';
import type { FleetNode } from '../../domain/fleet/fleetNode';
import { fleetNode, rising, UNKNOWN_STANDING } from '../../domain/fleet/testing';
import type { Incident } from '../../domain/incidents/types';
import type { Finding } from '../../domain/provenance';
import { MiB } from '../../domain/units';
import { fleetFrame } from '../../frames/fleetFrame';
import { incidentsFrame } from '../../frames/incidentsFrame';
import { noNodeFrame } from '../../frames/noNodeFrame';
import { NodesReview } from '../shared/NodesReview';
import { panelData } from '../testing/nodeFrames';

import type { FleetView } from './FleetFilters';
import { FleetSection } from './FleetSection';

const rises = (count: number) => ({ count, atLeast: false });
const LAB = fleetNode('lab-node', { evictions: rises(5), pool: 'batch', requests: 5000 * MiB, limits: 9000 * MiB });
const CLOSE = fleetNode('close', { podsWorkingSet: 5700 * MiB, topPercent: 95, pool: 'web', ...rising(30) });
const QUIET = fleetNode('quiet', { pool: 'web' });

beforeAll(() => {
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
  // Without a height nothing of a long list is in sight.
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(800);
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1200);
});

/** The review's queries need a data source; here only which nodes they are about is of interest. */
const asked = jest.spyOn(NodesReview.prototype, 'review').mockImplementation(function (this: NodesReview, nodes) {
  this.setState({ asked: nodes, data: undefined });
});
beforeEach(() => asked.mockClear());

const fleet = (nodes: readonly FleetNode[], findings: readonly Finding[] = []): PanelData => ({
  ...panelData({ series: [fleetFrame({ nodes, findings })] }),
});

function show(data: PanelData, view: FleetView = {}) {
  const section = new FleetSection(view);
  const node = new SceneDataNode({ data });
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-24h', to: 'now', timeZone: 'utc' }),
    $data: node,
    body: new SceneFlexLayout({ children: [new SceneFlexItem({ body: section })] }),
  });
  render(
    <MemoryRouter>
      <scene.Component model={scene} />
    </MemoryRouter>
  );
  const { review } = section.state;
  const answer = (incidents: readonly Incident[], more: Partial<PanelData> = {}, findings: readonly Finding[] = []) =>
    act(() => review.setState({ data: panelData({ series: [incidentsFrame({ incidents, findings })], ...more }) }));
  return { section, review, answer, refresh: (next: PanelData) => act(() => node.setState({ data: next })) };
}

const rows = () => within(screen.getByRole('list', { name: 'Nodes' })).getAllByRole('listitem');
const rowOf = (name: string) => rows().find((row) => row.textContent?.startsWith(name))!;
const headline = () => screen.getByRole('heading', { level: 2 }).textContent;

it('shows of each node both headrooms, kubectl top, overcommit, pressure, what happened, and its trend', () => {
  show(fleet([LAB, CLOSE]));
  expect(rows().map((row) => within(row).getAllByRole('link')[0]?.textContent)).toEqual(['close', 'lab-node']);
  const close = rowOf('close').textContent;
  expect(close).toContain('Pods: 300 MiB left (5 %)');
  expect(close).toContain('Node: 3250 MiB left (44 %)');
  expect(close).toContain('kubectl top 95 %');
  expect(close).toContain('no pressure');
  expect(close).toContain('no evictions, no OOM kills');
  expect(close).toContain('pods are evicted in about 30 min (25–35) if it goes on');
  const lab = rowOf('lab-node').textContent;
  expect(lab).toContain('requests 83 %, limits 150 % of allocatable');
  expect(lab).toContain('requests 74 %, limits 133 % of the kubepods limit');
  expect(lab).toContain('5 evictions, no OOM kills');
});

it('says unknown, not none, of what nothing tells', () => {
  show(
    fleet([fleetNode('dark', { ...UNKNOWN_STANDING, evictions: undefined, oomKills: undefined, pressure: undefined })])
  );
  const text = rowOf('dark').textContent;
  expect(text).toContain('Pods: unknown');
  expect(text).toContain('Node: unknown');
  expect(text).toContain('kubectl top unknown');
  expect(text).toContain('evictions unknown, OOM kills unknown');
  expect(text).toContain('pressure unknown');
  expect(text).toContain('trend unknown');
});

it('has the nodes reviewed on which something was counted, and says of how many incidents innocent pods paid', () => {
  const { answer } = show(fleet([LAB, CLOSE, QUIET]));
  expect(asked.mock.calls.map(([nodes]) => nodes.map(({ node }) => node))).toEqual([['lab-node']]);
  expect(headline()).toContain('5 evictions and no OOM kills since yesterday, being reviewed.');
  expect(rowOf('lab-node')).toHaveTextContent('being reviewed…');
  answer([FIGURE_3, FIGURE_6]);
  expect(headline()).toBe(
    '1 of 3 nodes is less than 10 % from evicting; 1 more node reaches a line within the hour if it goes on; ' +
      '2 incidents since yesterday, 1 of them paid for by innocent pods.'
  );
  expect(rowOf('lab-node')).toHaveTextContent('2 incidents5 evictions, no OOM kills; 1 paid for by innocent pods');
});

it('a refresh without anything new is not reviewed again; a new eviction is', () => {
  const { refresh } = show(fleet([LAB]));
  refresh(fleet([{ ...LAB, podsWorkingSet: 1 }]));
  expect(asked).toHaveBeenCalledTimes(1);
  refresh(fleet([{ ...LAB, evictions: rises(6) }]));
  expect(asked).toHaveBeenCalledTimes(2);
});

it('begins the review when it is known what the pods ask for: it would keep the server from answering that', () => {
  const rowsOnly = fleet([{ ...LAB, requestsPending: true }]);
  const { refresh } = show({ ...rowsOnly, state: LoadingState.Loading });
  expect(rowOf('lab-node')).toHaveTextContent('reading requests and limits…');
  expect(rowOf('lab-node')).not.toHaveTextContent('not reviewed');
  expect(asked).not.toHaveBeenCalled();
  refresh(fleet([LAB]));
  expect(asked).toHaveBeenCalledTimes(1);
});

it('what was shown before is not reviewed while the next is read', () => {
  show({ ...fleet([LAB]), state: LoadingState.Loading });
  expect(asked).not.toHaveBeenCalled();
});

it('reviews those with the most first, and the others on request', async () => {
  const nodes = Array.from({ length: 23 }, (_, index) => fleetNode(`n${index}`, { oomKills: rises(index + 1) }));
  show(fleet(nodes));
  expect(asked.mock.calls[0]?.[0].map(({ node }) => node)).toEqual(
    Array.from({ length: 20 }, (_, index) => `n${22 - index}`)
  );
  await userEvent.click(screen.getByRole('button', { name: 'Review the other 3 nodes' }));
  expect(asked.mock.calls[1]?.[0]).toHaveLength(23);
  expect(screen.queryByRole('button', { name: /^Review the other/ })).not.toBeInTheDocument();
});

it('a review that failed is no all-clear, and is said once', () => {
  const { answer } = show(fleet([LAB]));
  const text = 'lab-node: query timed out';
  answer([], { state: LoadingState.Done }, [{ severity: 'error', code: 'query-failed', text }]);
  expect(rowOf('lab-node')).toHaveTextContent('could not be reviewed');
  expect(headline()).toContain('5 evictions and no OOM kills since yesterday.');
  expect(screen.getAllByText(text)).toHaveLength(1);
});

it('in sections each has its own headline and can be folded', async () => {
  const { section } = show(fleet([LAB, CLOSE, QUIET]), { group: 'pool' });
  const headers = screen.getAllByRole('button', { expanded: true });
  expect(headers.map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('web: 1 of 2 nodes is less than 10 % from evicting'),
    expect.stringContaining('batch: lab-node is 44 % from evicting'),
  ]);
  await userEvent.click(headers[0]!);
  expect(rows()).toHaveLength(3);
  act(() => section.onView({ group: 'zone' }));
  expect(screen.getByText(/No node tells its zone\..*metric-labels-allowlist/)).toBeInTheDocument();
  expect(rows()).toHaveLength(3);
});

it('finds a node by part of its name, and asks whether it is a pod where there is none', async () => {
  show(fleet([LAB, QUIET]));
  await userEvent.type(screen.getByRole('textbox', { name: 'Find a node' }), 'qui');
  expect(rows()).toHaveLength(1);
  await userEvent.type(screen.getByRole('textbox', { name: 'Find a node' }), 'x');
  expect(screen.getByText(/No node is called so. Is it a pod\?/)).toBeInTheDocument();
});

it('what is searched for is in the URL, and an unknown grouping is none', () => {
  const { section } = show(fleet([LAB]));
  act(() => section.updateFromUrl({ search: 'lab', group: 'colour', cluster: null }));
  expect(section.getUrlState()).toEqual({
    search: 'lab',
    group: undefined,
    cluster: undefined,
    pool: undefined,
    zone: undefined,
  });
});

it('leads to the node and to its incidents in the same time range', () => {
  show(fleet([{ ...LAB, identity: { node: 'lab-node', cluster: 'prod' } }]));
  const [node, incidents] = within(rows()[0]!).getAllByRole('link');
  for (const [link, place] of [
    [node, 'node'],
    [incidents, 'incidents'],
  ] as const) {
    const { pathname, searchParams } = new URL(link!.getAttribute('href')!, 'http://grafana');
    expect(pathname).toBe(`/a/tidemark-nodememory-app/${place}`);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      'var-node': 'lab-node',
      'var-cluster': 'prod',
      from: 'now-24h',
    });
  }
});

it('a hostile node name stays text', () => {
  show(fleet([fleetNode('<img src=x onerror=alert(1)>')]));
  expect(document.querySelector('img')).toBeNull();
});

it.each<[string, PanelData, string]>([
  ['while it loads', panelData({ state: LoadingState.Loading }), 'Reading all nodes…'],
  [
    'when Prometheus is down',
    panelData({
      state: LoadingState.Error,
      errors: [{ message: 'connection refused' }, { message: 'connection refused' }],
    }),
    'connection refused',
  ],
  [
    'when one may not query',
    panelData({ state: LoadingState.Error, errors: [{ message: 'Permission to query the data source is missing' }] }),
    'Permission to query the data source is missing',
  ],
  [
    'when a series is missing',
    fleet(
      [QUIET],
      [{ severity: 'info', code: 'fleet-missing-pods', text: 'How much the pods use is unknown', remedy: 'Scrape.' }]
    ),
    'How much the pods use is unknown Scrape.',
  ],
])('it says so once %s', (_, data, text) => {
  show(data);
  expect(screen.getAllByText(text)).toHaveLength(1);
});

it('a range without a node is said so, with a way to one', () => {
  const nothing = fleet([]);
  const lastSeen = Date.UTC(2026, 10, 20, 12);
  show({ ...nothing, series: [...nothing.series, noNodeFrame({ lastSeen, lookedBack: 30 * 86_400_000 })] });
  expect(screen.getByText('No node was recorded in this time range')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Show the hour before that' })).toBeInTheDocument();
  expect(screen.queryByRole('list', { name: 'Nodes' })).not.toBeInTheDocument();
});
