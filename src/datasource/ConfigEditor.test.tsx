import type { DataSourceSettings } from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';

import { instanceSettings, promSettings, holdDataSources } from '../../test/fixtures/fakeGrafana';

import { ConfigEditor } from './ConfigEditor';
import type { TidemarkJsonData } from './jsonData';
import { DATASOURCE_TYPE } from './pluginId';

const AMP = instanceSettings({
  uid: 'amp',
  name: 'AMP',
  type: 'grafana-amazonprometheus-datasource',
  jsonData: {},
  isDefault: true,
});

/** The editor as Grafana holds it; returns what would be saved. */
function renderEditor(
  jsonData: TidemarkJsonData,
  named = 'Tidemark',
  seen = (_: string) => {}
): () => TidemarkJsonData {
  let saved = jsonData;
  function Holder() {
    const [options, setOptions] = useState<DataSourceSettings<TidemarkJsonData>>(() => ({
      ...instanceSettings({ uid: 'tm', name: named, type: DATASOURCE_TYPE, jsonData }),
      id: 1,
      orgId: 1,
      typeName: '',
      typeLogoUrl: '',
      user: '',
      database: '',
      url: '',
      basicAuth: false,
      basicAuthUser: '',
      isDefault: false,
      secureJsonFields: {},
      withCredentials: false,
    }));
    saved = options.jsonData;
    seen(options.name);
    return <ConfigEditor options={options} onOptionsChange={setOptions} />;
  }
  render(<Holder />);
  return () => saved;
}

beforeEach(() => void holdDataSources([promSettings(), AMP]));

test('a new data source starts with the default Prometheus', () => {
  expect(renderEditor({})()).toEqual({ promUid: 'amp' });
});

test('a new data source that Grafana named by its type gets a name to read', () => {
  const names: string[] = [];
  renderEditor({}, DATASOURCE_TYPE, (name) => names.push(name));
  expect(names.at(-1)).toBe('Tidemark');
});

test('a choice that was made stays', () => {
  expect(renderEditor({ promUid: 'prom' })()).toEqual({ promUid: 'prom' });
});

test('without a Prometheus nothing is chosen', () => {
  holdDataSources([]);
  expect(renderEditor({})()).toEqual({});
});

test('label names are typed over their defaults', async () => {
  const saved = renderEditor({ promUid: 'prom' });
  const node = screen.getByLabelText(/^Node label/);
  expect(node).toHaveAttribute('placeholder', 'node');
  await userEvent.type(node, 'host');
  expect(saved().labels).toEqual({ node: 'host' });
});

test('a label name that PromQL could not take is told', async () => {
  renderEditor({ promUid: 'prom' });
  await userEvent.type(screen.getByLabelText(/^Cluster label/), 'my cluster');
  expect(screen.getByTestId('tidemark-config-problems')).toHaveTextContent(
    'labels.cluster: not a Prometheus label name'
  );
});

test('a node pool is added, filled in, checked as it is typed, and removed', async () => {
  const saved = renderEditor({ promUid: 'prom' });
  await userEvent.click(screen.getByRole('button', { name: 'Add node pool' }));
  const eviction = screen.getByLabelText('eviction-hard, row 1');

  await userEvent.type(eviction, '750Mi');
  expect(within(screen.getByTestId('tidemark-overrides')).getByRole('alert')).toHaveTextContent('"750Mi"');
  expect(eviction).toBeInvalid();

  await userEvent.clear(eviction);
  await userEvent.type(eviction, 'memory.available<750Mi');
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  expect(saved().overrides).toEqual([{ nodes: '*', evictionHard: 'memory.available<750Mi' }]);

  await userEvent.click(screen.getByRole('button', { name: 'Remove row 1' }));
  expect(saved().overrides).toEqual([]);
});
