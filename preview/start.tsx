import { initPluginTranslations } from '@grafana/i18n';
import { loadResources } from '@grafana/scenes';
import React from 'react';
import { createRoot } from 'react-dom/client';

import { installServices } from './grafana/installServices';
import { APP_ID, loadPlugins } from './grafana/loadPlugins';
import { shareLibraries } from './shareLibraries';
import { Shell } from './shell/Shell';

/** Loads the built plugin, stands in for Grafana around it, and shows it. */
export async function start(): Promise<void> {
  const root = createRoot(document.getElementById('root')!);
  try {
    await initPluginTranslations(APP_ID, [loadResources]);
    shareLibraries();
    const plugins = await loadPlugins();
    const firstRun = new URLSearchParams(window.location.search).has('first-run');
    installServices({ plugins, firstRun });
    root.render(<Shell app={plugins.app} />);
  } catch (error) {
    root.render(<pre role="alert">The preview could not start: {String(error)}</pre>);
    throw error;
  }
}
