import { PluginContextProvider, type AppPlugin } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { Suspense } from 'react';
import { useLocation } from 'react-router';

/** The app's root page, with the props Grafana gives it. */
export function AppPage({ app }: { app: AppPlugin }) {
  const { pathname, search } = useLocation();
  const Root = app.root;
  if (!Root) {
    return <p>The app has no pages.</p>;
  }
  return (
    <PluginContextProvider meta={app.meta}>
      <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
        <Root
          meta={app.meta}
          basename={`/a/${app.meta.id}`}
          path={pathname}
          query={locationSearchToObject(search)}
          onNavChanged={() => undefined}
        />
      </Suspense>
    </PluginContextProvider>
  );
}

/** The app's configuration page, which Grafana shows under Administration. */
export function ConfigPage({ app }: { app: AppPlugin }) {
  const [page] = app.configPages ?? [];
  if (!page) {
    return <p>The app has no configuration page.</p>;
  }
  const Body = page.body;
  return (
    <PluginContextProvider meta={app.meta}>
      <h1>{app.meta.name}</h1>
      <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
        <Body plugin={app} query={{}} />
      </Suspense>
    </PluginContextProvider>
  );
}
