import { EventBusSrv, type PanelPlugin } from '@grafana/data';
import {
  config,
  FakeEchoSrv,
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

import { buildBackendSrv } from './backendSrv';
import { describeDataSource, PreviewDataSources, PROMETHEUS_META } from './dataSources';
import { DATASOURCE_ID, PANEL_ID, type LoadedPlugins } from './loadPlugins';
import { fillRegistries } from './registries';
import { runRequest } from './runRequest';
import { standInPanel } from './standInPanel';
import { templateSrv } from './templateSrv';

interface Install {
  readonly plugins: LoadedPlugins;
  /** Start without a Tidemark data source, as a Grafana does whose admin has just installed the app. */
  readonly firstRun: boolean;
}

/** Puts everything in place that Grafana's libraries expect of the Grafana around them. */
export function installServices({ plugins, firstRun }: Install): void {
  const dataSources = new PreviewDataSources(plugins.datasource);
  dataSources.add(
    describeDataSource({
      id: 1,
      uid: 'prometheus',
      name: 'Prometheus',
      type: 'prometheus',
      meta: PROMETHEUS_META,
      isDefault: true,
      jsonData: { timeInterval: '30s' },
    })
  );
  const addTidemark = (name: string, jsonData: object) =>
    dataSources.add(
      describeDataSource({
        id: 2,
        uid: 'tidemark',
        name,
        type: DATASOURCE_ID,
        meta: plugins.datasource.meta,
        isDefault: false,
        jsonData,
      })
    );
  if (!firstRun) {
    addTidemark('Tidemark', { promUid: 'prometheus' });
  }
  fillRegistries();
  setAppEvents(new EventBusSrv());
  setEchoSrv(new FakeEchoSrv());
  setLocationSrv(locationService);
  setTemplateSrv(templateSrv);
  setDataSourceSrv(dataSources);
  setRunRequest(runRequest);
  setCurrentUser(config.bootData.user);
  setBackendSrv(
    buildBackendSrv({
      'POST /api/datasources': (data) => {
        const { name, jsonData } = data as { name: string; jsonData: object };
        addTidemark(name, jsonData);
        return { datasource: { uid: 'tidemark', name } };
      },
    })
  );
  config.panels[PANEL_ID] = plugins.panel.meta;
  installPanels(plugins.panel);
  installHooks();
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
