import type { AppPlugin, DataSourceApi, DataSourcePlugin, PanelPlugin, PluginMeta } from '@grafana/data';

export const APP_ID = 'tidemark-nodememory-app';
export const DATASOURCE_ID = 'tidemark-nodememory-datasource';
export const PANEL_ID = 'tidemark-nodememory-panel';

export type AnyDataSourcePlugin = DataSourcePlugin<DataSourceApi>;

export interface LoadedPlugins {
  readonly app: AppPlugin;
  readonly datasource: AnyDataSourcePlugin;
  readonly panel: PanelPlugin;
}

/** Loads the three built modules by SystemJS from where Grafana serves them. */
export async function loadPlugins(): Promise<LoadedPlugins> {
  const [app, datasource, panel] = await Promise.all([
    loadPlugin<AppPlugin>(APP_ID),
    loadPlugin<AnyDataSourcePlugin>(DATASOURCE_ID),
    loadPlugin<PanelPlugin>(PANEL_ID),
  ]);
  app.init(app.meta);
  return { app, datasource, panel };
}

async function loadPlugin<T extends { meta: PluginMeta }>(id: string): Promise<T> {
  const baseUrl = `/public/plugins/${id}`;
  const [json, module] = await Promise.all([
    fetch(`${baseUrl}/plugin.json`).then((reply) => reply.json() as Promise<PluginMeta>),
    System.import<{ plugin: T }>(`${window.location.origin}${baseUrl}/module.js`),
  ]);
  const { plugin } = module;
  plugin.meta = { ...json, baseUrl, module: `${baseUrl}/module.js`, enabled: true, pinned: true, jsonData: {} };
  withAbsoluteLogos(plugin.meta, baseUrl);
  return plugin;
}

function withAbsoluteLogos({ info }: PluginMeta, baseUrl: string): void {
  const { small, large } = info.logos;
  info.logos = { small: `${baseUrl}/${small}`, large: `${baseUrl}/${large}` };
}
