import { VariableHide, VariableRefresh } from '@grafana/data';
import {
  DataSourceVariable,
  EmbeddedScene,
  QueryVariable,
  SceneAppPage,
  SceneControlsSpacer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
} from '@grafana/scenes';
import type { DataSourceRef } from '@grafana/schema';

import { findTidemarkDataSources } from '../../datasource/createDataSource';
import type { TidemarkQuery } from '../../datasource/query';
import { APP_ROOT, DATASOURCE_ID } from '../ids';
import { hideEmptyPicker } from '../node/hideEmptyPicker';

import { IncidentFilters } from './IncidentFilters';
import { buildIncidentPage } from './incidentPage';
import { IncidentsSection } from './IncidentsSection';

const DATASOURCE: DataSourceRef = { type: DATASOURCE_ID, uid: '${ds}' };

/** Every incident of the nodes in a range; below it, one page for each. Range and filters are in the URL. */
export function buildIncidentsPage(path: string): SceneAppPage {
  const root = `${APP_ROOT}/${path}`;
  return new SceneAppPage({
    title: 'Incidents',
    subTitle: 'Every eviction and OOM kill: why it happened, who caused it, who paid.',
    url: root,
    routePath: `${path}/*`,
    getScene: () => buildIncidentsScene(root),
    drilldowns: [
      {
        routePath: ':id/*',
        getPage: ({ params }, parent) => buildIncidentPage({ id: params.id, parent, root }),
      },
    ],
  });
}

export function buildIncidentsScene(root: string): EmbeddedScene {
  const filters = new IncidentFilters();
  const query: TidemarkQuery = { refId: 'A', kind: 'incidents', cluster: '$cluster', node: '$node' };
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-24h', to: 'now' }),
    $variables: buildVariables(),
    $behaviors: [hideEmptyPicker('cluster')],
    $data: new SceneQueryRunner({ datasource: DATASOURCE, queries: [query] }),
    controls: [
      new VariableValueSelectors({}),
      filters,
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true }),
    ],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [
        new SceneFlexItem({
          ySizing: 'content',
          body: new IncidentsSection({ filters: filters.getRef(), root }),
        }),
      ],
    }),
  });
}

function buildVariables(): SceneVariableSet {
  const several = findTidemarkDataSources().length > 1;
  return new SceneVariableSet({
    variables: [
      new DataSourceVariable({
        name: 'ds',
        label: 'Data source',
        pluginId: DATASOURCE_ID,
        hide: several ? VariableHide.dontHide : VariableHide.hideVariable,
      }),
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
        isMulti: true,
        includeAll: true,
        defaultToAll: true,
      }),
    ],
  });
}
