import { AppPlugin, type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';

import { AppConfig } from './pages/config/AppConfig';

// Scenes comes with the root page only, so that Grafana's start does not pay for it.
const LazyApp = lazy(async () => ({ default: (await import('./pages/App')).App }));

function Root(_: AppRootProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="Loading Tidemark…" />}>
      <LazyApp />
    </Suspense>
  );
}

export const plugin = new AppPlugin().setRootPage(Root).addConfigPage({
  title: 'Configuration',
  icon: 'cog',
  body: AppConfig,
  id: 'configuration',
});
