import { ThemeContext, type AppPlugin } from '@grafana/data';
import { config, locationService, LocationServiceProvider } from '@grafana/runtime';
import { ErrorBoundaryAlert, GlobalStyles, PortalContainer } from '@grafana/ui';
import React, { useLayoutEffect, useState } from 'react';
import { Navigate, Route, Router, Routes } from 'react-router';

import { DashboardPage } from '../dashboards/DashboardPage';
import { APP_ID } from '../grafana/loadPlugins';

import { AppPage, ConfigPage } from './AppPage';
import { Banner } from './Banner';
import { DataSourcesPage } from './DataSourcesPage';
import { Navigation } from './Navigation';

/** The page around the plugin: what this is, where one can go, and the place itself. */
export function Shell({ app }: { app: AppPlugin }) {
  return (
    <ThemeContext.Provider value={config.theme2}>
      <GlobalStyles />
      <LocationServiceProvider service={locationService}>
        <HistoryRouter>
          <div
            style={{
              display: 'flex',
              flexDirection: 'column',
              minHeight: '100%',
              background: config.theme2.colors.background.canvas,
            }}
          >
            <Banner />
            <Navigation app={app} />
            <main style={{ flex: 1, padding: 16, display: 'flex', flexDirection: 'column' }}>
              <ErrorBoundaryAlert>
                <Routes>
                  <Route path="/" element={<Navigate replace to={`/a/${APP_ID}`} />} />
                  <Route path="/a/:pluginId/*" element={<AppPage app={app} />} />
                  <Route path="/plugins/:pluginId" element={<ConfigPage app={app} />} />
                  <Route path="/d/:uid/*" element={<DashboardPage />} />
                  <Route path="/connections/datasources/*" element={<DataSourcesPage />} />
                  <Route path="*" element={<p>The preview has no such page.</p>} />
                </Routes>
              </ErrorBoundaryAlert>
            </main>
          </div>
          <PortalContainer />
        </HistoryRouter>
      </LocationServiceProvider>
    </ThemeContext.Provider>
  );
}

/** Grafana's location service keeps the history; the router only follows it. */
function HistoryRouter({ children }: { children: React.ReactNode }) {
  const history = locationService.getHistory();
  const [state, setState] = useState({ location: history.location, action: history.action });
  useLayoutEffect(
    () =>
      history.listen((location: typeof history.location, action: typeof history.action) =>
        setState({ location, action })
      ),
    [history]
  );
  type RouterProps = React.ComponentProps<typeof Router>;
  return (
    <Router
      location={state.location as RouterProps['location']}
      navigationType={state.action as RouterProps['navigationType']}
      navigator={history as unknown as RouterProps['navigator']}
    >
      {children}
    </Router>
  );
}
