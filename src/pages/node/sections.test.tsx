import { LoadingState, type PanelData } from '@grafana/data';
import { EmbeddedScene, SceneDataNode, SceneTimeRange, type SceneObject } from '@grafana/scenes';
import { render, screen, within } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import type { NodeEvent } from '../../domain/events/events';
import { ARTICLE_NODE, EVICTION, PRESSURE } from '../testing/articleNode';
import { eventsFrame, nodeMemoryFrame, panelData } from '../testing/nodeFrames';

import { BudgetSection } from './BudgetSection';
import { EventsSection } from './EventsSection';

function show(body: SceneObject, data: PanelData | undefined) {
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: '2026-11-21T21:00:00Z', to: '2026-11-21T22:00:00Z', timeZone: 'utc' }),
    $data: data && new SceneDataNode({ data }),
    body,
  });
  return render(
    <MemoryRouter initialEntries={['/a/app/node?var-node=lab-node&from=now-1h&to=now']}>
      <scene.Component model={scene} />
    </MemoryRouter>
  );
}

const articleData = () => panelData({ series: [nodeMemoryFrame()], annotations: [eventsFrame(ARTICLE_NODE.events)] });

describe('BudgetSection', () => {
  it('shows each value with its exact quantity, its provenance and its formula', () => {
    show(new BudgetSection({}), articleData());
    const row = screen.getByRole('row', { name: /^Allocatable/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent)
    ).toEqual([
      'Allocatable',
      '4565 MiB',
      '4675304Ki',
      'reported',
      'kube_node_status_allocatable',
      'kubepods limit − eviction-hard − hugepages',
    ]);
  });

  it('says unknown where there is no curve', () => {
    show(new BudgetSection({}), articleData());
    expect(screen.getByRole('row', { name: /^Node available/ })).toHaveTextContent('unknown');
  });

  it('says that it waits, then that there is nothing', () => {
    const { unmount } = show(new BudgetSection({}), panelData({ state: LoadingState.Loading }));
    expect(screen.getByText('Reading the node’s memory…')).toBeInTheDocument();
    unmount();
    show(new BudgetSection({}), panelData());
    expect(screen.getByText('Nothing was recorded for this node in this time range.')).toBeInTheDocument();
  });

  it('shows an error beside the data that did arrive', () => {
    show(new BudgetSection({}), {
      ...articleData(),
      state: LoadingState.Error,
      errors: [{ message: 'query timed out' }],
    });
    expect(screen.getByText('Some of the data is missing')).toBeInTheDocument();
    expect(screen.getByText('query timed out')).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /^Capacity/ })).toBeInTheDocument();
  });

  it('shows an error alone when nothing arrived, and does not call that empty', () => {
    show(new BudgetSection({}), panelData({ state: LoadingState.Error, errors: [{}] }));
    expect(screen.getByText('The data could not be read')).toBeInTheDocument();
    expect(screen.getByText('The query failed without a reason.')).toBeInTheDocument();
    expect(screen.queryByText(/Nothing was recorded/)).not.toBeInTheDocument();
  });

  it('shows what the data lacks with the setting that mends it', () => {
    const finding = {
      severity: 'warning',
      code: 'missing-x',
      text: 'No kubepods series',
      remedy: 'Keep id="/kubepods".',
    } as const;
    show(new BudgetSection({}), panelData({ series: [nodeMemoryFrame({ findings: [finding] })] }));
    expect(screen.getByText('No kubepods series')).toBeInTheDocument();
    expect(screen.getByText('Keep id="/kubepods".')).toBeInTheDocument();
  });
});

describe('a node of which nothing was recorded', () => {
  const finding = {
    severity: 'error',
    code: 'missing-x',
    text: 'No series of the pods',
    remedy: 'Scrape it.',
  } as const;
  const frame = nodeMemoryFrame({ findings: [finding] });
  const EMPTY = panelData({ series: [{ ...frame, fields: frame.fields.slice(0, 1) }] });

  it('is one sentence; what is missing is folded away', () => {
    show(new BudgetSection({}), EMPTY);
    expect(screen.getByText(/^Nothing was recorded for this node in this time range\. Check/)).toBeInTheDocument();
    expect(screen.getByText('What is missing (1)')).toBeInTheDocument();
    expect(screen.getByText('No series of the pods')).not.toBeVisible();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('is not called free of events', () => {
    show(new EventsSection({}), EMPTY);
    expect(screen.getByText(/^Unknown: nothing was recorded/)).toBeInTheDocument();
  });
});

describe('EventsSection', () => {
  const withEvents = (events: readonly NodeEvent[]) =>
    panelData({ series: [nodeMemoryFrame()], annotations: [eventsFrame(events)] });
  const hrefOf = (name: RegExp) =>
    new URL(screen.getByRole('link', { name }).getAttribute('href') ?? '', 'http://grafana');

  it('links each event to the minutes around it and keeps the node', () => {
    show(new EventsSection({}), withEvents([EVICTION]));
    const { pathname, searchParams } = hrefOf(/2026/);
    expect(pathname).toBe('/a/app/node');
    expect(Object.fromEntries(searchParams)).toEqual({
      'var-node': 'lab-node',
      from: '2026-11-21T21:01:00.000Z',
      to: '2026-11-21T21:17:00.000Z',
    });
    expect(screen.getByRole('link', { name: /2026/ })).toHaveTextContent('2026-11-21 21:11:00 – 21:12:00');
    expect(screen.getByText('times in UTC')).toBeInTheDocument();
  });

  it('links each event to its incident; pressure alone is none', () => {
    show(new EventsSection({}), withEvents([EVICTION, PRESSURE]));
    const { pathname, searchParams } = hrefOf(/Evicted/);
    expect(decodeURIComponent(pathname)).toBe('/a/tidemark-nodememory-app/incidents/event:eviction-1');
    expect(searchParams.get('pod')).toBe('alloc-mem-leak');
    expect(searchParams.get('timezone')).toBe('utc');
    expect(screen.queryByRole('link', { name: /Memory pressure/ })).not.toBeInTheDocument();
  });

  it('renders a hostile pod name as text', () => {
    const hostile = { ...EVICTION, pod: '<img src=x onerror=alert(1)>', container: undefined };
    const { container } = show(
      new EventsSection({}),
      panelData({ series: [nodeMemoryFrame()], annotations: [eventsFrame([hostile])] })
    );
    expect(screen.getByText('alloc-tests/<img src=x onerror=alert(1)>')).toBeInTheDocument();
    expect(container.querySelector('img')).toBeNull();
  });

  it('says that nothing happened, only when it knows', () => {
    const { unmount } = show(new EventsSection({}), panelData({ series: [nodeMemoryFrame()] }));
    expect(screen.getByText('No eviction, OOM kill or memory pressure was seen.')).toBeInTheDocument();
    unmount();
    show(new EventsSection({}), panelData());
    expect(screen.getByText(/^Unknown:/)).toBeInTheDocument();
  });

  it('cuts a storm of events and says how many are not listed', () => {
    const storm = Array.from({ length: 130 }, (_, index) => ({ ...EVICTION, id: `eviction-${index}` }));
    show(new EventsSection({}), panelData({ series: [nodeMemoryFrame()], annotations: [eventsFrame(storm)] }));
    expect(screen.getAllByRole('link', { name: 'Evicted' })).toHaveLength(100);
    expect(screen.getByText('30 older ones are not listed: narrow the time range.')).toBeInTheDocument();
  });
});
