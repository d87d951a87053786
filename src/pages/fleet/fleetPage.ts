import {
  SceneQueryRunner,
  SceneVariableSet,
  VariableValueSelectors,
  type EmbeddedScene,
  type SceneAppPage,
} from '@grafana/scenes';

import { APP_ROOT } from '../ids';
import { PodFinder } from '../incidents/pod/PodFinder';
import { buildPage, buildScene, runner, section } from '../shared/buildScene';
import { PageLinks } from '../shared/PageLinks';
import { buildSourcePicker, DATASOURCE } from '../shared/pickers';

import { FleetPodSection } from './FleetPodSection';
import { FleetSection } from './FleetSection';

/** Every node, the nearest to evicting first: where to look. Data source, time and what is searched for are in the URL. */
export function buildFleetPage(path: string): SceneAppPage {
  return buildPage(
    path,
    { title: 'Fleet', subTitle: 'Which node evicts next, and where pods were lost.' },
    buildFleetScene
  );
}

export function buildFleetScene(): EmbeddedScene {
  const history = new SceneQueryRunner({ datasource: DATASOURCE, queries: [] });
  const finder = new PodFinder({ history, cluster: '' });
  return buildScene({
    last: 'now-24h',
    variables: new SceneVariableSet({ variables: [buildSourcePicker()] }),
    data: runner({ refId: 'A', kind: 'fleet', cluster: '' }),
    controls: [finder, new VariableValueSelectors({}), new PageLinks({ to: ['incidents'] })],
    parts: [
      section(new FleetPodSection({ finder: finder.getRef(), root: `${APP_ROOT}/incidents` })),
      section(new FleetSection()),
    ],
  });
}
