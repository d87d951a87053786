import { AppPlugin, type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';

import { AppConfig } from './pages/config/AppConfig';
import { addExtensionLinks } from './pages/extensions/extensionLinks';
import { IncidentsLink } from './pages/extensions/IncidentsLink';
import app from './plugin.json';

// Scenes comes with the root page only, so that Grafana's start does not pay for it.
const LazyApp = lazy(async () => ({ default: (await import('./pages/App')).App }));

function Root(_: AppRootProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="Loading Tidemark…" />}>
      <LazyApp />
    </Suspense>
  );
}

export const plugin = addExtensionLinks(new AppPlugin())
  .exposeComponent({ ...app.extensions.exposedComponents[0]!, component: IncidentsLink })
  .setRootPage(Root)
  .addConfigPage({
    title: 'Configuration',
    icon: 'cog',
    body: AppConfig,
    id: 'configuration',
  });
