import {
  EmbeddedScene,
  SceneAppPage,
  SceneControlsSpacer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VizPanel,
  type EmbeddedSceneState,
  type SceneObject,
  type SceneTimeRangeLike,
  type SceneVariableSet,
} from '@grafana/scenes';

import type { TidemarkQuery } from '../../datasource/query';
import { APP_ROOT, PANEL_ID } from '../ids';

import { DATASOURCE } from './pickers';

interface PageText {
  readonly title: string;
  readonly subTitle: string;
}

/** A page of the app, below its root. */
export function buildPage(path: string, text: PageText, getScene: () => EmbeddedScene): SceneAppPage {
  return new SceneAppPage({ ...text, url: `${APP_ROOT}/${path}`, routePath: `${path}/*`, getScene });
}

export interface SceneParts {
  /** Shown when the URL names no time: `now-1h` until now. */
  readonly last: string;
  readonly variables: SceneVariableSet;
  readonly data: SceneQueryRunner;
  readonly behaviors?: EmbeddedSceneState['$behaviors'];
  /** Left of the time's. */
  readonly controls: readonly SceneObject[];
  /** From top to bottom. */
  readonly parts: readonly SceneFlexItem[];
}

/** What all pages have in common: controls, then time and refresh at the right, then sections below each other. */
export function buildScene({ last, variables, data, behaviors = [], controls, parts }: SceneParts): EmbeddedScene {
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: last, to: 'now' }),
    $variables: variables,
    $behaviors: behaviors,
    $data: data,
    ...buildBody(controls, parts),
  });
}

export function buildBody(
  controls: readonly SceneObject[],
  parts: readonly SceneFlexItem[]
): Pick<EmbeddedSceneState, 'controls' | 'body'> {
  return {
    controls: [
      ...controls,
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true }),
    ],
    body: new SceneFlexLayout({ direction: 'column', children: [...parts] }),
  };
}

/** As high as what it holds. */
export function section(body: SceneObject): SceneFlexItem {
  return new SceneFlexItem({ ySizing: 'content', body });
}

/** Asks the page's Tidemark data source. */
export function runner(query: TidemarkQuery, $timeRange?: SceneTimeRangeLike): SceneQueryRunner {
  return new SceneQueryRunner({ datasource: DATASOURCE, queries: [query], ...($timeRange && { $timeRange }) });
}

/** Tidemark's panel without a frame of its own. */
export function chartPanel(options: object = {}, $data?: VizPanel['state']['$data']): VizPanel {
  return new VizPanel({
    title: '',
    pluginId: PANEL_ID,
    hoverHeader: true,
    options,
    fieldConfig: { defaults: {}, overrides: [] },
    ...($data && { $data }),
  });
}
