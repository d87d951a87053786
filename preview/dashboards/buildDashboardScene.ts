import {
  behaviors,
  dataLayers,
  EmbeddedScene,
  SceneControlsSpacer,
  SceneDataLayerControls,
  SceneDataLayerSet,
  SceneGridItem,
  SceneGridLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
  VizPanel,
} from '@grafana/scenes';
import type { AnnotationQuery, Dashboard, Panel } from '@grafana/schema';

import { buildVariables } from './buildVariables';

type Placed = Panel & { readonly gridPos: NonNullable<Panel['gridPos']> };

/** A dashboard's JSON (schema v1) as a scene: time, variables, annotations and panels. */
export function buildDashboardScene(model: Dashboard): EmbeddedScene {
  const layers = (model.annotations?.list ?? []).filter(isOwn).map(buildLayer);
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: model.time?.from, to: model.time?.to, timeZone: model.timezone }),
    $variables: new SceneVariableSet({ variables: buildVariables(model) }),
    $data: new SceneDataLayerSet({ layers }),
    $behaviors: [new behaviors.CursorSync({ sync: model.graphTooltip })],
    controls: [
      new VariableValueSelectors({}),
      ...(layers.length > 0 ? [new SceneDataLayerControls()] : []),
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true, refresh: model.refresh || undefined }),
    ],
    body: new SceneGridLayout({ children: panelsOf(model).map(buildItem) }),
  });
}

/** The annotations of the dashboard itself are left out: the preview keeps none. */
const isOwn = ({ builtIn }: AnnotationQuery): boolean => builtIn !== 1;

const buildLayer = (query: AnnotationQuery): dataLayers.AnnotationsDataLayer =>
  new dataLayers.AnnotationsDataLayer({ name: query.name, isEnabled: query.enable, isHidden: query.hide, query });

/** Rows are only headings here; a collapsed row's panels are shown. */
function panelsOf({ panels = [] }: Dashboard): readonly Placed[] {
  return panels
    .flatMap((panel): Panel[] =>
      'panels' in panel && panel.type === 'row' ? (panel.panels as Panel[]) : [panel as Panel]
    )
    .filter((panel): panel is Placed => panel.gridPos !== undefined);
}

function buildItem({ gridPos: { x, y, w, h }, ...panel }: Placed): SceneGridItem {
  return new SceneGridItem({ key: `item-${panel.id}`, x, y, width: w, height: h, body: buildPanel(panel) });
}

function buildPanel(panel: Panel): VizPanel {
  const { id, type, title = '', description, transparent, options = {}, fieldConfig, datasource, targets } = panel;
  return new VizPanel({
    key: `panel-${id}`,
    pluginId: type,
    title,
    description,
    displayMode: transparent ? 'transparent' : 'default',
    hoverHeader: title === '',
    options,
    fieldConfig: fieldConfig as VizPanel['state']['fieldConfig'],
    ...(targets?.length
      ? {
          $data: new SceneQueryRunner({
            datasource: datasource as SceneQueryRunner['state']['datasource'],
            queries: targets as unknown as SceneQueryRunner['state']['queries'],
            maxDataPoints: panel.maxDataPoints,
            minInterval: panel.interval,
            dataLayerFilter: { panelId: id ?? 0 },
          }),
        }
      : {}),
  });
}
