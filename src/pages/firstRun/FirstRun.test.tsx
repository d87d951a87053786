import { setBackendSrv, setDataSourceSrv, type BackendSrv, type DataSourceSrv } from '@grafana/runtime';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { FirstRun } from './FirstRun';

// Grafana sets the user once at its start; a test needs several.
let mockMayCreate = false;

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  hasPermission: (action: string) => action === 'datasources:create' && mockMayCreate,
  PluginPage: ({ children }: { children: React.ReactNode }) => <main>{children}</main>,
}));

const PROMETHEUS = {
  uid: 'prom',
  name: 'Cluster metrics',
  type: 'prometheus',
  isDefault: true,
  meta: { id: 'prometheus' },
};
const TIDEMARK = { uid: 'tidemark', name: 'Tidemark', type: 'tidemark-nodememory-datasource', meta: {} };

type Settings = typeof PROMETHEUS;
interface ListFilter {
  readonly type?: string;
  readonly filter?: (settings: Settings) => boolean;
}

interface Grafana {
  readonly mayCreate: boolean;
  readonly sources?: readonly Settings[];
  readonly post?: jest.Mock;
  /** How often the list is still the old one after a reload. */
  readonly lag?: number;
}

function showIn({ mayCreate, sources = [PROMETHEUS], post = jest.fn(), lag = 0 }: Grafana) {
  mockMayCreate = mayCreate;
  let asked = 0;
  const tidemark = () => (post.mock.calls.length > 0 && asked++ >= lag ? [TIDEMARK] : []);
  setDataSourceSrv({
    getList: ({ type, filter }: ListFilter) =>
      type === TIDEMARK.type ? tidemark() : sources.filter(filter ?? (() => true)),
    reload: () => undefined,
  } as unknown as DataSourceSrv);
  setBackendSrv({ post } as unknown as BackendSrv);
  const onCreated = jest.fn();
  render(
    <MemoryRouter>
      <FirstRun onCreated={onCreated} />
    </MemoryRouter>
  );
  return { onCreated, post };
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
    const post = jest.fn().mockResolvedValue({ datasource: TIDEMARK });
    const { onCreated } = showIn({ mayCreate: true, post, lag: 2 });
    await add();
    await waitFor(() => expect(onCreated).toHaveBeenCalledTimes(1));
    expect(post).toHaveBeenCalledTimes(1);
    expect(post.mock.calls[0][1]).toMatchObject({ type: TIDEMARK.type, jsonData: { promUid: 'prom' } });
  });

  it('repeats Grafana’s refusal in words and lets the user try again', async () => {
    const post = jest.fn().mockRejectedValue({ status: 409, data: { message: 'exists' } });
    const { onCreated } = showIn({ mayCreate: true, post });
    await add();
    expect(await screen.findByText('A data source with the name "Tidemark" exists already.')).toBeInTheDocument();
    expect(onCreated).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Add the Tidemark data source' })).toBeEnabled();
  });
});
