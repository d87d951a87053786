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
  SceneVariableSet,
  VariableValueSelectors,
} from '@grafana/scenes';

import type { TidemarkQuery } from '../../datasource/query';
import { APP_ROOT } from '../ids';
import { PageLinks } from '../shared/PageLinks';
import { buildSourcePicker, DATASOURCE } from '../shared/pickers';

import { WeekSection } from './WeekSection';

/** What the incidents of a week have in common, over all nodes. */
export function buildWeekPage(path: string): SceneAppPage {
  return new SceneAppPage({
    title: 'Week',
    subTitle: 'Who pays most often, which culprit returns, what would have prevented most.',
    url: `${APP_ROOT}/${path}`,
    routePath: `${path}/*`,
    getScene: buildWeekScene,
  });
}

function buildWeekScene(): EmbeddedScene {
  const query: TidemarkQuery = { refId: 'A', kind: 'fleet', cluster: '' };
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-7d', to: 'now' }),
    $variables: new SceneVariableSet({ variables: [buildSourcePicker()] }),
    $data: new SceneQueryRunner({ datasource: DATASOURCE, queries: [query] }),
    controls: [
      new VariableValueSelectors({}),
      new PageLinks({ to: ['incidents'] }),
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true }),
    ],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [new SceneFlexItem({ ySizing: 'content', body: new WeekSection({ root: `${APP_ROOT}/incidents` }) })],
    }),
  });
}
