import type * as common from '@grafana/grafana-foundation-sdk/common';
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { DatasourceVariableBuilder, type VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';

import datasource from '../../src/datasource/plugin.json';
import type { TidemarkQuery } from '../../src/datasource/query';

/** Whatever Tidemark data source the reader has: the dashboards name none. */
export const DATA_SOURCE: common.DataSourceRef = { type: datasource.id, uid: '${ds}' };

/** Without a current value Grafana takes the first source of the type; `__inputs` would not be resolved on a plugin's import. */
export function dataSourceVariable(): Builder<VariableModel> {
  const variable = new DatasourceVariableBuilder('ds').label('Data source').type(datasource.id);
  return { build: () => ({ ...variable.build(), current: {} as VariableModel['current'] }) };
}

/** The SDK has builders for Grafana's own queries only. */
export function target(query: TidemarkQuery): Builder<Dataquery> {
  const built = { ...query, datasource: DATA_SOURCE, _implementsDataqueryVariant: () => {} };
  return { build: () => built };
}
