import { LoadingState, type PanelData } from '@grafana/data';
import { EmbeddedScene, SceneDataNode, SceneTimeRange } from '@grafana/scenes';
import { act, render, screen, within } from '@testing-library/react';
import React from 'react';

import { signalsTable } from '../../frames/signalsTable';
import { SIGNALS } from '../../prometheus/signals/catalogue';
import { evaluateSetup } from '../../prometheus/signals/evaluateSetup';
import type { SignalState, SignalStatus } from '../../prometheus/signals/evaluateSignals';
import { DEFAULT_LABELS } from '../../prometheus/scope';
import { panelData } from '../testing/nodeFrames';

import { SignalsSection } from './SignalsSection';

beforeAll(() => {
  // Grafana's picker measures its options.
  const context = { measureText: () => ({ width: 0 }) };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
});

const CADVISOR = { job: 'kubelet', path: '/metrics/cadvisor', nodeBy: 'node', count: 12 } as const;

/** Every family found by kube-prometheus-stack's job, but for these. */
function frameWith(states: Readonly<Record<string, SignalState>>) {
  const statuses = SIGNALS.map((signal): SignalStatus => {
    const state = states[signal.id] ?? states.all ?? 'found';
    return state === 'found'
      ? { signal, state, count: 12, seenBy: [CADVISOR], age: 14_000, interval: 30_000 }
      : { signal, state, count: 0, seenBy: [] };
  });
  return signalsTable({
    statuses,
    setup: evaluateSetup({ series: {}, errors: [], warnings: [] }, statuses, DEFAULT_LABELS),
  });
}

function show(data: Partial<PanelData>): SignalsSection {
  const section = new SignalsSection({});
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-1h', to: 'now' }),
    $data: new SceneDataNode({ data: panelData(data) }),
    body: section,
  });
  render(<scene.Component model={scene} />);
  return section;
}

const DROPPED = {
  rootCgroup: 'missing',
  kubepodsCgroup: 'missing',
  kubepodsLimit: 'missing',
  kubepodsPeak: 'missing',
} as const;
const region = (name: RegExp) => screen.getByRole('region', { name });

test('what kube-prometheus-stack drops is one setting, with what it costs, how much, what stands in, and a button to copy it', () => {
  show({ series: [frameWith(DROPPED)] });
  const missing = region(
    new RegExp(`^4 of ${SIGNALS.length} kinds of series are missing; one setting brings them back$`)
  );
  expect(within(missing).getByText('container_memory_working_set_bytes{id="/"}')).toBeVisible();
  expect(
    within(missing).getByText(/Node working set.*from node_memory_working_set_bytes of the kubelet/)
  ).toBeVisible();
  expect(within(missing).getAllByText(/never more than \d+ MiB/)).not.toEqual([]);
  const setting = within(missing).getByLabelText(/^Setting for /);
  expect(setting).toHaveTextContent('cAdvisorMetricRelabelings');
  expect(within(missing).getAllByRole('button', { name: 'Copy' })).toHaveLength(1);
  expect(within(missing).getByText(/so it is scraped: these are dropped/)).toBeVisible();
  expect(within(missing).getByText(/simulated nodes on \d{4}-\d\d-\d\d/)).toBeVisible();
});

test('another installation has another setting, and the choice is in the URL', () => {
  const section = show({ series: [frameWith(DROPPED)] });
  // The picker's list is virtual: jsdom shows none of it.
  act(() => section.onInstallation('k8s-monitoring'));
  expect(screen.getByLabelText(/^Setting for /)).toHaveTextContent('dropEmptyContainerLabels: false');
  expect(section.getUrlState()).toEqual({ installation: 'k8s-monitoring' });
});

test.each([
  ['an installation in the URL is taken', 'gke', 'gke'],
  ['one that nobody knows is not', 'toString', undefined],
])('%s', (_, installation, expected) => {
  const section = new SignalsSection({});
  section.updateFromUrl({ installation });
  expect(section.state.installation).toBe(expected);
});

test('what is there stands in a table, by its job and how fresh it is', () => {
  show({ series: [frameWith({ evictions: 'none-yet' })] });
  expect(region(/^Nothing is missing$/)).toBeVisible();
  const table = screen.getByRole('table', { name: 'Series of this node' });
  const row = within(table).getByText('node_vmstat_oom_kill').closest('tr');
  expect(row).toHaveTextContent(/found.*kubelet \/metrics\/cadvisor.*12.*30 s.*14 s before the end/);
  expect(within(table).getByText('kubelet_evictions').closest('tr')).toHaveTextContent('begins with the first event');
});

test('a host without a kubelet lacks nothing that only a kubelet could give', () => {
  const states = Object.fromEntries(
    SIGNALS.filter(({ from }) => from === 'kubelet' || from === 'kube-state-metrics').map(({ id }) => [
      id,
      'no-kubelet',
    ])
  ) as Record<string, SignalState>;
  show({ series: [frameWith(states)] });
  expect(screen.getByText(/^No kubelet runs on this host/)).toBeVisible();
  expect(region(/^Nothing is missing$/)).toBeVisible();
});

test('a node of which nothing was found is said so, and every setting offered', () => {
  show({ series: [frameWith({ all: 'missing' })] });
  expect(region(/^Nothing was found of this node$/)).toHaveTextContent(/Check the node’s name and the time range/);
  expect(screen.getAllByRole('button', { name: 'Copy' }).length).toBeGreaterThan(3);
  expect(screen.queryByText(/so it is scraped/)).toBeNull();
  expect(screen.queryByRole('region', { name: 'How it is collected' })).toBeNull();
});

test('while nothing has come it is being looked for', () => {
  show({ state: LoadingState.Loading });
  expect(screen.getByText('Looking for the node’s series…')).toBeVisible();
});

test('what Prometheus refuses is said in its words', () => {
  show({ state: LoadingState.Error, errors: [{ message: 'you may not query this data source' }] });
  expect(screen.getByText('Which series there are could not be read')).toBeVisible();
  expect(screen.getByText('you may not query this data source')).toBeVisible();
});

test('what could not be asked for is not called missing', () => {
  show({
    series: [frameWith({ rootCgroup: 'unknown' })],
    errors: [{ message: 'query timed out' }],
    state: LoadingState.Error,
  });
  expect(region(/^Nothing is missing; 1 could not be asked for$/)).toBeVisible();
  expect(screen.getByText('Not everything could be asked for')).toBeVisible();
});
