import { VariableHide, VariableRefresh } from '@grafana/data';
import { DataSourceVariable, QueryVariable, SceneVariableSet } from '@grafana/scenes';
import type { DataSourceRef } from '@grafana/schema';

import { findTidemarkDataSources } from '../../datasource/createDataSource';
import { DATASOURCE_ID } from '../ids';

/** The data source that the picker chose. */
export const DATASOURCE: DataSourceRef = { type: DATASOURCE_ID, uid: '${ds}' };

/** The data source, in the URL. It shows only where there are several. */
export function buildSourcePicker(): DataSourceVariable {
  const hasChoice = findTidemarkDataSources().length > 1;
  return new DataSourceVariable({
    name: 'ds',
    label: 'Data source',
    pluginId: DATASOURCE_ID,
    hide: hasChoice ? VariableHide.dontHide : VariableHide.hideVariable,
  });
}

/** Data source, cluster and node, all in the URL. */
export function buildPickers(nodes: 'one' | 'several'): SceneVariableSet {
  return new SceneVariableSet({
    variables: [
      buildSourcePicker(),
      new QueryVariable({
        name: 'cluster',
        label: 'Cluster',
        datasource: DATASOURCE,
        query: { refId: 'clusters', kind: 'clusters' },
        refresh: VariableRefresh.onTimeRangeChanged,
      }),
      new QueryVariable({
        name: 'node',
        label: 'Node',
        datasource: DATASOURCE,
        query: { refId: 'nodes', kind: 'nodes', cluster: '$cluster' },
        refresh: VariableRefresh.onTimeRangeChanged,
        ...(nodes === 'several' && { isMulti: true, includeAll: true, defaultToAll: true }),
      }),
    ],
  });
}
