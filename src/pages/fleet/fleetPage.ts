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
import { PodFinder } from '../incidents/pod/PodFinder';
import { PageLinks } from '../shared/PageLinks';
import { buildSourcePicker, DATASOURCE } from '../shared/pickers';

import { FleetPodSection } from './FleetPodSection';
import { FleetSection } from './FleetSection';

/** Every node, the nearest to evicting first: where to look. Data source, time and what is searched for are in the URL. */
export function buildFleetPage(path: string): SceneAppPage {
  return new SceneAppPage({
    title: 'Fleet',
    subTitle: 'Which node evicts next, and where pods were lost.',
    url: `${APP_ROOT}/${path}`,
    routePath: `${path}/*`,
    getScene: buildFleetScene,
  });
}

export function buildFleetScene(): EmbeddedScene {
  const query: TidemarkQuery = { refId: 'A', kind: 'fleet', cluster: '' };
  const history = new SceneQueryRunner({ datasource: DATASOURCE, queries: [] });
  const finder = new PodFinder({ history, cluster: '' });
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-24h', to: 'now' }),
    $variables: new SceneVariableSet({ variables: [buildSourcePicker()] }),
    $data: new SceneQueryRunner({ datasource: DATASOURCE, queries: [query] }),
    controls: [
      finder,
      new VariableValueSelectors({}),
      new PageLinks({ to: ['incidents'] }),
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true }),
    ],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [
        new SceneFlexItem({
          ySizing: 'content',
          body: new FleetPodSection({ finder: finder.getRef(), root: `${APP_ROOT}/incidents` }),
        }),
        new SceneFlexItem({ ySizing: 'content', body: new FleetSection() }),
      ],
    }),
  });
}
