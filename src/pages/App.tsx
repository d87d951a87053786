import { initPluginTranslations } from '@grafana/i18n';
import { loadResources } from '@grafana/scenes';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

import { findTidemarkDataSources } from '../datasource/createDataSource';

import { AppRoutes } from './AppRoutes';
import { FirstRun } from './firstRun/FirstRun';
import { APP_ID } from './ids';

/** The app's root page: without a Tidemark data source it helps to make one, with one it shows the pages. */
export function App() {
  const ready = useSceneTranslations();
  const [sources, setSources] = useState(findTidemarkDataSources);
  if (!ready) {
    return <LoadingPlaceholder text="Loading Tidemark…" />;
  }
  return sources.length === 0 ? <FirstRun onCreated={() => setSources(findTidemarkDataSources())} /> : <AppRoutes />;
}

/** Scenes' own texts need their translations before the first scene is built, else every label warns on the console. */
function useSceneTranslations(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let mounted = true;
    const settle = () => {
      if (mounted) {
        setReady(true);
      }
    };
    // English without translations beats no page at all.
    initPluginTranslations(APP_ID, [loadResources]).then(settle, settle);
    return () => {
      mounted = false;
    };
  }, []);
  return ready;
}
