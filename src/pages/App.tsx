import { initPluginTranslations } from '@grafana/i18n';
import { loadResources } from '@grafana/scenes';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';

import { findTidemarkDataSources } from '../datasource/createDataSource';

import { AppRoutes } from './AppRoutes';
import { FirstRun } from './firstRun/FirstRun';
import { APP_ID } from './ids';

/**
 * The app's root page: without a Tidemark data source it helps to make one, with one it shows the pages. Grafana's list changes
 * while the app is open, so it is read again with each navigation.
 */
export function App() {
  const ready = useSceneTranslations();
  const [, countCreated] = useState(0);
  useLocation();
  if (!ready) {
    return <LoadingPlaceholder text="Loading Tidemark…" />;
  }
  const isFirstRun = findTidemarkDataSources().length === 0;
  return isFirstRun ? <FirstRun onCreated={() => countCreated((count) => count + 1)} /> : <AppRoutes />;
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
