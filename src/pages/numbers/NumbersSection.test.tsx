import { LoadingState, type PanelData } from '@grafana/data';
import { EmbeddedScene, SceneDataNode, SceneTimeRange } from '@grafana/scenes';
import { fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';

import type { Numbers } from '../../domain/numbers/numbers';
import { MiB } from '../../domain/units';
import { numbersFrame } from '../../frames/numbersFrame';
import { ARTICLE_LINES } from '../testing/articleNode';
import { panelData } from '../testing/nodeFrames';

import { NumbersSection } from './NumbersSection';

beforeAll(() => {
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
});

const START = Date.UTC(2026, 10, 21, 21, 5);
const mib = (...values: ReadonlyArray<number | null>) => values.map((value) => (value === null ? null : value * MiB));

const NUMBERS: Numbers = {
  times: [START, START + 30_000, START + 60_000],
  node: {
    nodeWorkingSet: mib(1000, 2000, null),
    nodeUsage: mib(1100, 2500, null),
    kubepodsWorkingSet: mib(500, 1500, null),
    containersRaw: mib(900, 1500, null),
    containersSum: mib(500, 1490, null),
  },
  pod: { name: 'shop/web', curves: { podWorkingSet: mib(101, 101, 101), podContainers: mib(100, 100, 100) } },
  containers: [{ name: '<img src=x>', curves: { containerWorkingSet: mib(100, 100, 100) } }],
  pods: [{ name: 'shop/web', workingSet: 101 * MiB }],
  lines: ARTICLE_LINES,
  facts: {},
  findings: [
    {
      severity: 'info',
      code: 'missing-number-nodeResource',
      text: 'Resource endpoint is not known.',
      remedy: 'Scrape it.',
    },
  ],
};

function show(data: PanelData, state: { readonly pod?: string; readonly at?: number } = {}) {
  const section = new NumbersSection(state);
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: '2026-11-21T21:05:00Z', to: '2026-11-21T21:06:00Z', timeZone: 'utc' }),
    $data: new SceneDataNode({ data }),
    body: section,
  });
  return { section, ...render(<scene.Component model={scene} />) };
}

const cellsOf = (table: string) =>
  within(screen.getByRole('table', { name: table }))
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .slice(0, 3)
        .map(({ textContent }) => textContent)
    );

test('compares at the last sample, side by side with the range', () => {
  show(panelData({ series: [numbersFrame(NUMBERS)] }));
  expect(screen.getByText('2026-11-21 21:05:30 UTC')).toBeInTheDocument();
  expect(cellsOf('Numbers of the node')).toEqual([
    ['Working set of the root cgroup', '2000 MiB', '1000 MiB to 2000 MiB'],
    ['Usage of the root cgroup', '2500 MiB', '1100 MiB to 2500 MiB'],
  ]);
  expect(screen.getByText(/^Usage holds 500 MiB more: file cache/)).toBeInTheDocument();
  expect(
    screen.getByText(/evicts for the pods by the working set of the kubepods cgroup: 1500 MiB, not above/)
  ).toBeInTheDocument();
});

test('another moment is a move of the slider, and stays in the URL', () => {
  const { section } = show(panelData({ series: [numbersFrame(NUMBERS)] }));
  fireEvent.change(screen.getByRole('slider', { name: 'The moment compared' }), { target: { value: '0' } });
  expect(cellsOf('Numbers of the node')[1]?.[1]).toBe('1100 MiB');
  expect(screen.getByText(/^400 MiB are ghosts and doubles/)).toBeInTheDocument();
  expect(section.getUrlState()).toEqual({ pod: undefined, at: '2026-11-21T21:05:00.000Z' });
});

test('a pod and its containers, whose names are text', () => {
  const { container } = show(panelData({ series: [numbersFrame(NUMBERS)] }), { pod: 'shop/web' });
  expect(cellsOf('Numbers of shop/web')[0]).toEqual(['Working set of the pod', '101 MiB', '101 MiB to 101 MiB']);
  expect(screen.getByRole('heading', { name: 'Container <img src=x>' })).toBeInTheDocument();
  expect(container.querySelector('img')).toBeNull();
});

test('the numbers of a pod are not shown under the name of another that was asked for', () => {
  show(panelData({ series: [numbersFrame(NUMBERS)], state: LoadingState.Loading }), { pod: 'shop/other' });
  expect(screen.queryByRole('table', { name: /shop/ })).not.toBeInTheDocument();
});

test('what is not collected is named with its remedy, and what no Prometheus has', () => {
  show(panelData({ series: [numbersFrame(NUMBERS)] }));
  expect(screen.getByText('Resource endpoint is not known. Scrape it.')).toBeInTheDocument();
  expect(screen.getByText(/Summary API .* is nothing that Prometheus scrapes/)).toBeInTheDocument();
});

test.each<[string, PanelData, RegExp]>([
  ['it waits', panelData({ state: LoadingState.Loading }), /^Reading every number/],
  ['nothing was recorded', panelData({ series: [numbersFrame({ ...NUMBERS, node: {} })] }), /^Nothing was recorded/],
  ['it failed', panelData({ errors: [{ message: 'no such host' }] }), /no such host/],
])('says that %s', (_, data, text) => {
  show(data);
  expect(screen.getByText(text)).toBeInTheDocument();
});

test('a moment in the URL that is none is the last sample', () => {
  const section = new NumbersSection({});
  section.updateFromUrl({ at: 'yesterday', pod: '' });
  expect(section.state).toMatchObject({ at: undefined, pod: undefined });
});
