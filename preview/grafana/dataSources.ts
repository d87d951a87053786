import type { DataSourceApi, DataSourceInstanceSettings, DataSourceRef, PluginMeta } from '@grafana/data';
import { config, getTemplateSrv, type DataSourceSrv, type GetDataSourceListFilters } from '@grafana/runtime';

import { PreviewPrometheus } from '../prometheus/PreviewPrometheus';

import type { AnyDataSourcePlugin } from './loadPlugins';

type Reference = DataSourceRef | string | null | undefined;

/** The data sources of the preview: its Prometheus, and Tidemark over it. */
export class PreviewDataSources implements DataSourceSrv {
  private readonly settings = new Map<string, DataSourceInstanceSettings>();
  private readonly instances = new Map<string, DataSourceApi>();

  constructor(private readonly tidemark: AnyDataSourcePlugin) {}

  add(settings: DataSourceInstanceSettings): void {
    this.settings.set(settings.uid, settings);
    config.datasources[settings.name] = settings;
  }

  async get(ref?: Reference, scopedVars?: Parameters<DataSourceSrv['get']>[1]): Promise<DataSourceApi> {
    const settings = this.getInstanceSettings(ref, scopedVars);
    if (settings === undefined) {
      throw new Error(`Data source ${JSON.stringify(ref)} was not found`);
    }
    const instance = this.instances.get(settings.uid) ?? this.build(settings);
    this.instances.set(settings.uid, instance);
    return instance;
  }

  getInstanceSettings(
    ref?: Reference,
    scopedVars?: Parameters<DataSourceSrv['get']>[1]
  ): DataSourceInstanceSettings | undefined {
    const all = [...this.settings.values()];
    const wanted = typeof ref === 'string' ? ref : ref?.uid;
    if (!wanted) {
      const type = typeof ref === 'object' ? ref?.type : undefined;
      return all.find((one) => (type ? one.type === type : one.isDefault));
    }
    const uid = getTemplateSrv().replace(wanted, scopedVars);
    return all.find((one) => one.uid === uid || one.name === uid) ?? (uid === 'default' ? all[0] : undefined);
  }

  getList({ type, pluginId, filter }: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const types = type === undefined ? undefined : [type].flat();
    return [...this.settings.values()].filter(
      (one) =>
        (types === undefined || types.includes(one.type)) &&
        (pluginId === undefined || one.type === pluginId) &&
        (filter === undefined || filter(one))
    );
  }

  reload(): void {}

  registerRuntimeDataSource(): void {}

  private build(settings: DataSourceInstanceSettings): DataSourceApi {
    const { DataSourceClass } = this.tidemark;
    const instance = settings.type === 'prometheus' ? new PreviewPrometheus(settings) : new DataSourceClass(settings);
    instance.meta = settings.meta;
    if (settings.type !== 'prometheus') {
      instance.components = this.tidemark.components;
    }
    return instance;
  }
}

export const PROMETHEUS_META = {
  id: 'prometheus',
  name: 'Prometheus',
  type: 'datasource',
  module: '',
  baseUrl: '',
  metrics: true,
  annotations: true,
  info: {
    author: { name: 'Grafana Labs' },
    description: '',
    links: [],
    logos: { small: '', large: '' },
    screenshots: [],
    updated: '',
    version: '',
  },
} as unknown as PluginMeta;

export function describeDataSource(
  given: Pick<DataSourceInstanceSettings, 'uid' | 'name' | 'type'> & {
    readonly jsonData: object;
    readonly id: number;
    readonly meta: PluginMeta;
    readonly isDefault: boolean;
  }
): DataSourceInstanceSettings {
  return {
    ...given,
    meta: given.meta as DataSourceInstanceSettings['meta'],
    access: 'proxy',
    readOnly: true,
    url: '/prom',
  };
}
