import { PluginType, type DataSourceInstanceSettings, type DataSourceJsonData } from '@grafana/data';

type Meta = DataSourceInstanceSettings['meta'];

export type Described<T extends DataSourceJsonData> = Pick<DataSourceInstanceSettings<T>, 'uid' | 'name' | 'type'> &
  Partial<DataSourceInstanceSettings<T>> & { readonly jsonData: T };

/** A data source's settings as Grafana's server sends them, of what matters about it. */
export function sourceSettings<T extends DataSourceJsonData>(own: Described<T>): DataSourceInstanceSettings<T> {
  return { readOnly: false, access: 'proxy', url: '', meta: sourceMeta(own.type, CAN[own.type]), ...own };
}

/** What a source of that type can do, by its plugin.json. */
const CAN: Readonly<Record<string, Partial<Meta>>> = {
  prometheus: { name: 'Prometheus', metrics: true, annotations: true, alerting: true },
  loki: { name: 'Loki', metrics: true, annotations: true, alerting: true, logs: true, category: 'logging' },
  'grafana-amazonprometheus-datasource': { metrics: true, annotations: true, alerting: true },
  'grafana-azureprometheus-datasource': { metrics: true, annotations: true, alerting: true },
  'tidemark-nodememory-datasource': { metrics: true, annotations: true },
};

export function sourceMeta(id: string, can: Partial<Meta> = { metrics: true }): Meta {
  return {
    id,
    name: id,
    type: PluginType.datasource,
    module: '',
    baseUrl: '',
    info: {
      author: { name: '' },
      description: '',
      links: [],
      logos: { small: '', large: '' },
      screenshots: [],
      updated: '',
      version: '',
    },
    ...can,
  };
}

/** The sources that every Grafana has, under the ids of their plugins. */
export const BUILT_IN_SOURCES: readonly DataSourceInstanceSettings[] = [
  builtIn('-- Grafana --', 'grafana', 'grafana'),
  builtIn('-- Mixed --', '-- Mixed --', 'mixed'),
  builtIn('-- Dashboard --', '-- Dashboard --', 'dashboard'),
];

function builtIn(name: string, uid: string, plugin: string): DataSourceInstanceSettings {
  const meta = sourceMeta(plugin, { builtIn: true, metrics: true, annotations: plugin === 'grafana' });
  return sourceSettings({ uid, name, type: 'datasource', jsonData: {}, isDefault: false, meta });
}
