import { getDefaultTimeRange } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';

import type { TidemarkDataSource } from './datasource';
import type { TidemarkQuery } from './query';
import { QueryEditor } from './QueryEditor';
import { withKind } from './queryKinds';

beforeAll(() => {
  // The pickers measure their texts; jsdom has no canvas.
  const context = { measureText: (text: string) => ({ width: 8 * text.length }) };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
});

/** The editor as Grafana holds it; returns the query as it stands and how often it was run. */
function renderEditor(query: TidemarkQuery) {
  const state = { query, runs: 0 };
  const datasource = {
    clusterNames: () => Promise.resolve([]),
    nodeNames: () => Promise.resolve(['lab-node']),
  } as unknown as TidemarkDataSource;
  function Holder() {
    const [current, setCurrent] = useState(query);
    state.query = current;
    return (
      <QueryEditor
        datasource={datasource}
        query={current}
        range={getDefaultTimeRange()}
        onChange={setCurrent}
        onRunQuery={() => {
          state.runs += 1;
        }}
      />
    );
  }
  render(<Holder />);
  return state;
}

test('changing the kind keeps the node, and runs the query', async () => {
  const state = renderEditor({ refId: 'A', kind: 'nodeMemory', cluster: 'prod', node: 'lab-node', measure: 'pods' });
  await userEvent.click(screen.getByRole('radio', { name: 'Budget' }));
  expect(state.query).toEqual({ refId: 'A', kind: 'budget', cluster: 'prod', node: 'lab-node' });
  expect(state.runs).toBe(1);
});

test('the measure is chosen by its name', async () => {
  const state = renderEditor({ refId: 'A', kind: 'nodeMemory', node: 'lab-node' });
  await userEvent.click(screen.getByRole('radio', { name: 'kubepods' }));
  expect(state.query).toMatchObject({ measure: 'kubepods' });
});

test('the eviction order is of both, of the kubelet or of the kernel', async () => {
  const state = renderEditor({ refId: 'A', kind: 'evictionOrder', node: 'lab-node' });
  await userEvent.click(screen.getByRole('radio', { name: 'Kernel' }));
  expect(state.query).toEqual({ refId: 'A', kind: 'evictionOrder', node: 'lab-node', by: 'kernel' });
  await userEvent.click(screen.getByRole('radio', { name: 'Both' }));
  expect(state.query).toEqual({ refId: 'A', kind: 'evictionOrder', node: 'lab-node' });
});

test('an events query starts with all kinds and keeps at least one', async () => {
  const state = renderEditor({ refId: 'A', kind: 'events', node: 'lab-node' });
  for (const name of ['Evictions', 'OOM kills', 'Terminations']) {
    await userEvent.click(screen.getByRole('checkbox', { name }));
  }
  expect(state.query).toMatchObject({ kinds: ['pressure'] });
  expect(screen.getByRole('checkbox', { name: 'Memory pressure' })).toBeDisabled();
});

test('nodes are fields to type into, with what is chosen in them', () => {
  renderEditor({ refId: 'A', kind: 'nodeMemory', node: 'lab-node' });
  expect(screen.getByTestId('tidemark-node-A')).toHaveValue('lab-node');
  expect(screen.getByTestId('tidemark-cluster-A')).toHaveValue('');
});

test('a query that was hidden stays so when its kind changes', () => {
  const query: TidemarkQuery = { refId: 'A', kind: 'events', node: 'n', hide: true, kinds: ['eviction'] };
  expect(withKind(query, 'nodeMemory')).toEqual({ refId: 'A', hide: true, kind: 'nodeMemory', node: 'n' });
});
