import { LoadingState, dateTime, getDefaultTimeRange, EventBusSrv, type PanelProps } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import React from 'react';

import type { NodeMemory } from '../domain/node/nodeMemory';

import { NodeMemoryPanel } from './NodeMemoryPanel';
import { DEFAULT_OPTIONS, type PanelOptions } from './options';
import { framesOf } from './testing/framesOf';
import { articleMemory, EVICTED_LEAK, START, STEP } from './testing/sceneOf';

// uPlot needs a canvas, which jsdom lacks; the browser tests see the real one.
jest.mock('./chart/NodeMemoryChart', () => ({
  NodeMemoryChart: ({ width, height }: { width: number; height: number }) => <div>{`chart ${width}x${height}`}</div>,
}));

const HOSTILE = '<img src=x onerror=alert(1)>';

function show(memory: NodeMemory, parts: Partial<PanelProps<PanelOptions>> = {}) {
  const { series, annotations } = framesOf(memory);
  const timeRange = { ...getDefaultTimeRange(), from: dateTime(START), to: dateTime(START + 7 * STEP) };
  const props: PanelProps<PanelOptions> = {
    id: 1,
    data: { state: LoadingState.Done, series, annotations, timeRange, structureRev: 1 },
    timeRange,
    timeZone: 'utc',
    options: DEFAULT_OPTIONS,
    transparent: false,
    // Low enough to have no legend: VizLayout waits for the legend's measured height, which jsdom does not know.
    width: 900,
    height: 210,
    fieldConfig: { defaults: {}, overrides: [] },
    renderCounter: 0,
    title: '',
    eventBus: new EventBusSrv(),
    onOptionsChange: () => undefined,
    onFieldConfigChange: () => undefined,
    replaceVariables: (text) => text,
    onChangeTimeRange: () => undefined,
    ...parts,
  };
  return render(<NodeMemoryPanel {...props} />);
}

describe('NodeMemoryPanel', () => {
  it('shows the headline over the chart', () => {
    show(articleMemory());
    expect(screen.getByText(/alloc-mem-leak/, { selector: 'div' })).toBeInTheDocument();
    expect(screen.getByText('chart 900x184')).toBeInTheDocument();
  });

  it('gives the chart the headline’s room when it is switched off', () => {
    show(articleMemory(), { options: { ...DEFAULT_OPTIONS, showHeadline: false } });
    expect(screen.getByText('chart 900x210')).toBeInTheDocument();
  });

  it('lists the events for those who cannot see the canvas', () => {
    show(articleMemory());
    expect(screen.getByRole('table', { name: 'Events of this node' })).toHaveTextContent(
      'Pod alloc-tests / alloc-mem-leak'
    );
  });

  it('says in words what is missing and what mends it', () => {
    const findings = [{ severity: 'warning', code: 'm', text: 'No kubepods limit.', remedy: 'Keep it.' }] as const;
    show(articleMemory({ findings }));
    expect(screen.getByRole('button', { name: 'About this data: No kubepods limit.' })).toBeInTheDocument();
  });

  it('says that part of the query failed beside what it draws', () => {
    const memory = articleMemory();
    const { series, annotations } = framesOf(memory);
    const data = { state: LoadingState.Error, series, annotations, timeRange: getDefaultTimeRange() };
    show(memory, { data: { ...data, errors: [{ message: 'timeout' }] } });
    expect(screen.getByRole('button', { name: 'About this data: timeout' })).toBeInTheDocument();
  });

  it('shows a hostile label literally', () => {
    const { container } = show(articleMemory({ events: [{ ...EVICTED_LEAK, pod: HOSTILE }] }));
    expect(container).toHaveTextContent(HOSTILE);
    expect(container.querySelector('img')).toBeNull();
  });

  it('asks for its own query when there is none', () => {
    const data = { state: LoadingState.Done, series: [], timeRange: getDefaultTimeRange() };
    show(articleMemory(), { data });
    expect(screen.getByRole('status')).toHaveTextContent('This panel draws Tidemark’s nodeMemory query');
  });

  it.each([
    [1, 1],
    [23, 400],
  ])('draws nothing at %i × %i', (width, height) => {
    show(articleMemory(), { width, height });
    expect(screen.queryByText(/chart/)).toBeNull();
  });
});
