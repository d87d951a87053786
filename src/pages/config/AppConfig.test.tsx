import { PluginType, type AppPluginMeta, type PluginMeta } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { instanceSettings, holdDataSources } from '../../../test/fixtures/fakeGrafana';
import { DATASOURCE_TYPE } from '../../datasource/pluginId';
import app from '../../plugin.json';

import { AppConfig } from './AppConfig';

const tidemark = (uid: string, name: string) => instanceSettings({ uid, name, type: DATASOURCE_TYPE, jsonData: {} });

function renderConfig(enabled: boolean) {
  const meta = { id: app.id, name: app.name, type: PluginType.app, enabled } as PluginMeta as AppPluginMeta;
  render(
    <MemoryRouter>
      <AppConfig plugin={{ meta } as never} query={{}} />
    </MemoryRouter>
  );
}

test('a disabled app says how to enable it, and does not offer to open itself', () => {
  holdDataSources([]);
  renderConfig(false);
  expect(screen.getByText(/Enable the app/)).toBeInTheDocument();
  expect(screen.queryByText('Open Tidemark')).not.toBeInTheDocument();
});

test('its numbers stand within the page, since Grafana takes the indent of lists away', () => {
  holdDataSources([]);
  renderConfig(true);
  expect(screen.getByRole('list')).toHaveStyle({ paddingLeft: '20px' });
});

test('without a data source it says that the start page adds one', () => {
  holdDataSources([]);
  renderConfig(true);
  expect(screen.getByText(/Add a Tidemark data source/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: /Open Tidemark/ })).toHaveAttribute('href', `/a/${app.id}`);
});

test('each data source links to its settings, whatever its name', () => {
  holdDataSources([tidemark('tm', 'Tidemark'), tidemark('other_2', '<b>Other</b>')]);
  renderConfig(true);
  expect(screen.getByRole('link', { name: 'Tidemark' })).toHaveAttribute('href', '/connections/datasources/edit/tm');
  expect(screen.getByRole('link', { name: '<b>Other</b>' })).toHaveAttribute(
    'href',
    '/connections/datasources/edit/other_2'
  );
});
