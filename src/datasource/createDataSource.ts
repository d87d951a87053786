import type { DataSourceInstanceSettings } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';

import { messageOf, statusOf } from './errorText';
import { DATASOURCE_TYPE } from './pluginId';
import { isPrometheus } from './wrappedSource';

export interface DataSourceChoice {
  readonly uid: string;
  readonly name: string;
  readonly isDefault: boolean;
}

export type Created =
  | { readonly ok: true; readonly uid: string; readonly name: string }
  | { readonly ok: false; readonly why: 'not-permitted' | 'name-taken' | 'failed'; readonly message: string };

/** The Tidemark data sources that the user may query. By plugin: by type, Grafana lists its own `-- Grafana --` as well. */
export const findTidemarkDataSources = (): readonly DataSourceChoice[] =>
  choices(getDataSourceSrv().getList({ pluginId: DATASOURCE_TYPE }));

/** Every Prometheus that Tidemark can read, the default one first. */
export const findPrometheusDataSources = (): readonly DataSourceChoice[] =>
  choices(getDataSourceSrv().getList({ metrics: true, filter: isPrometheus })).sort(
    (a, b) => Number(b.isDefault) - Number(a.isDefault)
  );

/** Creates the Tidemark data source over a Prometheus. Only an admin may; for others the result says whom to ask for what. */
export async function createTidemarkDataSource(promUid: string, name = 'Tidemark'): Promise<Created> {
  try {
    const created = await getBackendSrv().post<{ datasource: { uid: string; name: string } }>(
      '/api/datasources',
      { name, type: DATASOURCE_TYPE, access: 'proxy', jsonData: { promUid } },
      { showErrorAlert: false, showSuccessAlert: false }
    );
    await getDataSourceSrv().reload();
    return { ok: true, uid: created.datasource.uid, name: created.datasource.name };
  } catch (error) {
    return refused(error, name);
  }
}

function refused(error: unknown, name: string): Created {
  const { status } = statusOf(error);
  if (status === 401 || status === 403) {
    const message = 'Only an admin may add data sources. Ask one to add "Tidemark node memory" over your Prometheus.';
    return { ok: false, why: 'not-permitted', message };
  }
  if (status === 409) {
    return { ok: false, why: 'name-taken', message: `A data source with the name "${name}" exists already.` };
  }
  return { ok: false, why: 'failed', message: `Grafana did not add the data source: ${messageOf(error)}` };
}

const choices = (settings: readonly DataSourceInstanceSettings[]): DataSourceChoice[] =>
  settings.map(({ uid, name, isDefault }) => ({ uid, name, isDefault: isDefault === true }));
