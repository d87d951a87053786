import { EventBusSrv, type DataSourceApi, type DataSourceInstanceSettings } from '@grafana/data';
import { getBackendSrv, setBackendSrv, setDataSourceSrv, setTemplateSrv } from '@grafana/runtime';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { buildBackendSrv } from '../../../preview/grafana/backendSrv';
import { StandInDataSourceSrv, type ListedSources } from '../../../preview/grafana/dataSourceSrv';
import { buildServer } from '../../../preview/grafana/grafanaServer';
import { sourceSettings } from '../../../preview/grafana/sourceSettings';
import { buildTemplateSrv } from '../../../preview/grafana/templateSrv';
import { findTidemarkDataSources } from '../../datasource/createDataSource';
import { DATASOURCE_TYPE } from '../../datasource/pluginId';

import { FirstRun } from './FirstRun';

// Grafana sets the user once at its start; a test needs several.
let mockMayCreate = false;

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  hasPermission: (action: string) => action === 'datasources:create' && mockMayCreate,
  PluginPage: ({ children }: { children: React.ReactNode }) => <main>{children}</main>,
}));

const PROMETHEUS = sourceSettings({
  uid: 'prom',
  name: 'Cluster metrics',
  type: 'prometheus',
  isDefault: true,
  jsonData: {},
});
const TAKEN = sourceSettings({ uid: 'taken', name: 'Tidemark', type: 'loki', jsonData: {} });

interface Grafana {
  readonly mayCreate: boolean;
  readonly sources?: readonly DataSourceInstanceSettings[];
}

function showIn({ mayCreate, sources = [PROMETHEUS] }: Grafana) {
  mockMayCreate = mayCreate;
  const server = buildServer({
    sources,
    metas: {},
    hasPermission: () => mayCreate,
    askPrometheus: () => ({ status: 200, data: {} }),
  });
  setTemplateSrv(buildTemplateSrv());
  setBackendSrv(buildBackendSrv({ answer: server.answer, events: new EventBusSrv() }));
  const load = () => getBackendSrv().get<ListedSources>('/api/frontend/settings');
  setDataSourceSrv(new StandInDataSourceSrv({ load, build: () => ({}) as DataSourceApi }, server.list()));
  const onCreated = jest.fn();
  render(
    <MemoryRouter>
      <FirstRun onCreated={onCreated} />
    </MemoryRouter>
  );
  return { onCreated };
}

const add = () => userEvent.click(screen.getByRole('button', { name: 'Add the Tidemark data source' }));

// The combobox measures its text on a canvas, which jsdom lacks.
beforeAll(() => {
  const context = { measureText: () => ({ width: 0 }) } as unknown as CanvasRenderingContext2D;
  HTMLCanvasElement.prototype.getContext = (() => context) as unknown as HTMLCanvasElement['getContext'];
});

describe('FirstRun', () => {
  it('says what to ask an admin for when the user may not add data sources', () => {
    showIn({ mayCreate: false });
    expect(screen.getByText('Ask a Grafana admin for a Tidemark data source')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('asks for a Prometheus first when there is none', () => {
    showIn({ mayCreate: true, sources: [] });
    expect(screen.getByText('Grafana has no Prometheus data source yet')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Add a data source' })).toHaveAttribute(
      'href',
      '/connections/datasources/new'
    );
  });

  it('adds the data source over the default Prometheus with one click', async () => {
    const { onCreated } = showIn({ mayCreate: true });
    expect(findTidemarkDataSources()).toEqual([]);
    await add();
    await waitFor(() => expect(onCreated).toHaveBeenCalledTimes(1));
    const listed = await getBackendSrv().get<ListedSources>('/api/frontend/settings');
    expect(listed.datasources.Tidemark).toMatchObject({ type: DATASOURCE_TYPE, jsonData: { promUid: 'prom' } });
    expect(findTidemarkDataSources().map(({ name }) => name)).toEqual(['Tidemark']);
  });

  it('repeats Grafana’s refusal in words and lets the user try again', async () => {
    const { onCreated } = showIn({ mayCreate: true, sources: [PROMETHEUS, TAKEN] });
    await add();
    expect(await screen.findByText('A data source with the name "Tidemark" exists already.')).toBeInTheDocument();
    expect(onCreated).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Add the Tidemark data source' })).toBeEnabled();
  });
});
