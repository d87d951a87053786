import type { DataFrame, PanelData } from '@grafana/data';
import { EmbeddedScene, SceneDataNode, SceneTimeRange } from '@grafana/scenes';
import { fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import type { NodePod } from '../../domain/incidents/nodePods';
import { MiB } from '../../domain/units';
import { evictionOrderTable } from '../../frames/evictionOrderTable';
import { nodeMemoryFrames } from '../../frames/nodeMemoryFrames';
import { FIGURE_3, STOPPED } from '../../../test/fixtures/incidents';
import { ARTICLE_LINES, ARTICLE_NODE } from '../testing/articleNode';
import { incidentData } from '../testing/incidentFrames';
import { panelData } from '../testing/nodeFrames';

import { OvercommitSection } from './OvercommitSection';
import { ReplaySection } from './ReplaySection';
import { ReserveSection } from './ReserveSection';
import { ReserveSettings } from './ReserveSettings';

beforeAll(() => {
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
});

const EVICTED = FIGURE_3.start;
const TIMES = Array.from({ length: 40 }, (_, index) => EVICTED - 600_000 + 20_000 * index);
/** The article's leak: 10 MiB/s until it is evicted just above allocatable. */
const PODS = TIMES.map((time) => (time > EVICTED ? 100 : Math.max(100, 4570 - (EVICTED - time) / 100)) * MiB);

function memoryFrames(): DataFrame[] {
  const curve = (values: readonly number[]) => ({ values, provenance: 'measured' as const, source: 'root cgroup' });
  return [
    ...nodeMemoryFrames({
      ...ARTICLE_NODE,
      step: 20_000,
      scrapeInterval: 20_000,
      times: TIMES,
      podsWorkingSet: curve(PODS),
      nodeWorkingSet: curve(PODS.map((value) => value + 900 * MiB)),
      nodeAvailable: curve(PODS.map((value) => 6953 * MiB - value - 900 * MiB)),
      current: ARTICLE_LINES,
      events: [],
    }),
  ];
}

function show(build: (settings: ReserveSettings) => ReserveSection | OvercommitSection | ReplaySection, texts = {}) {
  const settings = new ReserveSettings(texts);
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: '2026-11-21T21:00:00Z', to: '2026-11-21T21:20:00Z', timeZone: 'utc' }),
    $data: new SceneDataNode({ data: panelData({ series: memoryFrames() }) }),
    body: build(settings),
  });
  render(
    <MemoryRouter>
      <scene.Component model={scene} />
    </MemoryRouter>
  );
  return settings;
}

const data = (value: PanelData) => new SceneDataNode({ data: value });

describe('dragging', () => {
  const slider = () => screen.getByRole('slider', { name: 'Where the eviction band begins' });

  it('the keyboard moves the boundary, the lines, and the field', () => {
    const settings = show((of) => new ReserveSection({ settings: of }));
    expect(slider()).toHaveAttribute('aria-valuetext', '750 MiB');
    fireEvent.keyDown(slider(), { key: 'PageUp' });
    fireEvent.keyDown(slider(), { key: 'ArrowLeft' });
    expect(settings.state.evictionHard).toBe('860Mi');
    expect(slider()).toHaveAttribute('aria-valuenow', '860');
    const lines = screen.getByRole('table', { name: 'Lines as they are and as tried' });
    expect(within(lines).getByRole('row', { name: /^Allocatable/ })).toHaveTextContent(/4455 MiB.*−110 MiB/);
  });

  it('the pointer moves it while it is pressed, to the place on the bar', () => {
    const settings = show((of) => new ReserveSection({ settings: of }));
    const handle = slider();
    const captured = new Set<number>();
    Object.assign(handle, {
      setPointerCapture: (id: number) => captured.add(id),
      hasPointerCapture: (id: number) => captured.has(id),
    });
    const bar = handle.parentElement;
    jest.spyOn(bar as HTMLElement, 'getBoundingClientRect').mockReturnValue({ left: 0, width: 6953 } as DOMRect);
    const move = (clientX: number) => {
      const event = new MouseEvent('pointermove', { bubbles: true, clientX });
      Object.assign(event, { pointerId: 7 });
      fireEvent(handle, event);
    };
    move(4000);
    expect(settings.state.evictionHard).toBeUndefined();
    const down = new MouseEvent('pointerdown', { bubbles: true });
    Object.assign(down, { pointerId: 7 });
    fireEvent(handle, down);
    move(4315);
    expect(settings.state.evictionHard).toBe('1000Mi');
  });

  it('the reserve has a boundary of its own', () => {
    const settings = show((of) => new ReserveSection({ settings: of }));
    fireEvent.keyDown(screen.getByRole('slider', { name: 'Where the reserve begins' }), { key: 'ArrowRight' });
    expect(settings.state.reserved).toBe('1628Mi');
  });
});

test('what it costs is told for the node and for the nodes like it', () => {
  show((settings) => new ReserveSection({ settings }), { evictionHard: '1000Mi' });
  expect(screen.getByText('That costs 250 MiB of allocatable on this node.')).toBeInTheDocument();
  fireEvent.change(screen.getByLabelText(/^Nodes like this one/), { target: { value: '40' } });
  expect(screen.getByText(/on this node, 9\.8 GiB on 40 nodes like it\.$/, { selector: 'p' })).toBeInTheDocument();
});

test('the smallest that would have held what was seen can be tried with one click', () => {
  const settings = show((of) => new ReserveSection({ settings: of }));
  expect(
    screen.getByText(/^The smallest that would have held what was seen: reserved 900Mi, eviction-hard 100Mi\./)
  ).toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Try it' }));
  expect(settings.state).toMatchObject({ reserved: '900Mi', evictionHard: '100Mi' });
});

describe('replay', () => {
  const replayed = (texts: object) =>
    show((settings) => new ReplaySection({ settings, $data: data(incidentData([FIGURE_3, STOPPED])) }), texts);

  it('the article’s 1000Mi would have evicted 25 s earlier', () => {
    replayed({ evictionHard: '1000Mi' });
    const [, row] = screen.getAllByRole('row');
    expect(row).toHaveTextContent(/Pods crossed allocatable.*would have happened 2\d s earlier.*above their line/);
    expect(within(row as HTMLElement).getByRole('link')).toHaveAttribute('href', expect.stringContaining(FIGURE_3.id));
  });

  it('without other settings it asks for some', () => {
    replayed({});
    expect(
      screen.getByText(/^Try other settings to see what they would have made of the 1 memory incident/)
    ).toBeInTheDocument();
  });

  it('says that incidents could not be read', () => {
    const failed = panelData({ errors: [{ message: 'no such host' }] });
    show((settings) => new ReplaySection({ settings, $data: data(failed) }), { evictionHard: '1000Mi' });
    expect(screen.getByText('no such host')).toBeInTheDocument();
    expect(screen.getByText('What happened in this range is not known.')).toBeInTheDocument();
  });
});

describe('overcommit', () => {
  const pod = (name: string, used: number): NodePod => ({
    name: `apps/${name}`,
    namespace: 'apps',
    pod: name,
    requestBytes: 0,
    workingSetBytes: used * MiB,
    containers: [{ container: name, requestBytes: 0, limitBytes: 3000 * MiB }],
  });
  const ranking = evictionOrderTable({ at: EVICTED, pods: [pod('large', 3000), pod('small', 1400)] });

  it('is told against the lines as tried', () => {
    show((settings) => new OvercommitSection({ settings, $data: data(panelData({ series: [ranking] })) }), {
      evictionHard: '1000Mi',
    });
    expect(screen.getByText(/limits add up to 6000 MiB, 113 % of the kubepods limit/)).toBeInTheDocument();
    expect(screen.getByText('They use 4400 MiB: the kubelet would evict apps/large.')).toBeInTheDocument();
  });

  it('is told as it is without', () => {
    show((settings) => new OvercommitSection({ settings, $data: data(panelData({ series: [ranking] })) }));
    expect(screen.getByText(/nobody would be evicted for it/)).toBeInTheDocument();
  });

  it('is not known without an answer', () => {
    show((settings) => new OvercommitSection({ settings, $data: data(panelData()) }));
    expect(screen.getByText('Requests and limits of the pods are not known.')).toBeInTheDocument();
  });
});
