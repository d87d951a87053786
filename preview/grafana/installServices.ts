import { EventBusSrv, type DataSourceApi, type DataSourceInstanceSettings, type PanelPlugin } from '@grafana/data';
import {
  config,
  FakeEchoSrv,
  hasPermission,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setRunRequest,
  setTemplateSrv,
  locationService,
} from '@grafana/runtime';

import { PreviewPrometheus } from '../prometheus/PreviewPrometheus';

import { buildBackendSrv } from './backendSrv';
import { StandInDataSourceSrv, type ListedSources } from './dataSourceSrv';
import { GrafanaAnnotations } from './GrafanaAnnotations';
import { buildServer } from './grafanaServer';
import { DATASOURCE_ID, PANEL_ID, type AnyDataSourcePlugin, type LoadedPlugins } from './loadPlugins';
import { fillRegistries } from './registries';
import type { Reply } from './reply';
import { runRequest } from './runRequest';
import { sourceSettings } from './sourceSettings';
import { standInPanel } from './standInPanel';
import { buildTemplateSrv } from './templateSrv';

interface Install {
  readonly plugins: LoadedPlugins;
  /** Start without a Tidemark data source, as a Grafana does whose admin has just installed the app. */
  readonly firstRun: boolean;
}

/** Puts everything in place that Grafana's libraries expect of the Grafana around them. */
export function installServices({ plugins, firstRun }: Install): void {
  const { meta } = plugins.datasource;
  const tidemark = sourceSettings({
    ...{ id: 2, uid: 'tidemark', name: 'Tidemark', type: DATASOURCE_ID, isDefault: false },
    meta: meta as DataSourceInstanceSettings['meta'],
    jsonData: { promUid: 'prometheus' } as object,
  });
  const server = buildServer({
    sources: firstRun ? [PROMETHEUS] : [PROMETHEUS, tidemark],
    metas: { [DATASOURCE_ID]: meta as DataSourceInstanceSettings['meta'] },
    hasPermission,
    askPrometheus,
  });
  const events = new EventBusSrv();
  const backend = buildBackendSrv({ answer: server.answer, events });
  fillRegistries();
  setAppEvents(events);
  setEchoSrv(new FakeEchoSrv());
  setLocationSrv(locationService);
  setTemplateSrv(buildTemplateSrv());
  setBackendSrv(backend);
  const load = () => backend.get<ListedSources>('/api/frontend/settings');
  setDataSourceSrv(
    new StandInDataSourceSrv({ load, build: (settings) => build(settings, plugins.datasource) }, server.list())
  );
  setRunRequest(runRequest);
  setCurrentUser(config.bootData.user);
  config.panels[PANEL_ID] = plugins.panel.meta;
  installPanels(plugins.panel);
  installHooks();
}

const PROMETHEUS = sourceSettings({
  ...{ id: 1, uid: 'prometheus', name: 'Prometheus', type: 'prometheus', isDefault: true, url: '/prom' },
  jsonData: { timeInterval: '30s' } as object,
});

async function askPrometheus(path: string): Promise<Reply> {
  const reply = await fetch(`/prom${path}`);
  return { status: reply.status, data: await reply.json() };
}

function build(settings: DataSourceInstanceSettings, tidemark: AnyDataSourcePlugin): DataSourceApi {
  const instance =
    settings.type === 'prometheus'
      ? new PreviewPrometheus(settings)
      : settings.type === DATASOURCE_ID
        ? new tidemark.DataSourceClass(settings)
        : new GrafanaAnnotations(settings);
  instance.meta = settings.meta;
  if (settings.type === DATASOURCE_ID) {
    instance.components = tidemark.components;
  }
  return instance;
}

function installPanels(ours: PanelPlugin): void {
  const find = (id: string) => (id === PANEL_ID ? ours : standInPanel(id));
  setPluginImportUtils({
    importPanelPlugin: (id) => Promise.resolve(find(id)),
    getPanelPluginFromCache: find,
  });
}

function installHooks(): void {
  setChromeHeaderHeightHook(() => 0);
  setReturnToPreviousHook(() => () => undefined);
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: undefined, isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
}
