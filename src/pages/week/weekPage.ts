import { SceneVariableSet, VariableValueSelectors, type EmbeddedScene, type SceneAppPage } from '@grafana/scenes';

import { APP_ROOT } from '../ids';
import { buildPage, buildScene, runner, section } from '../shared/buildScene';
import { PageLinks } from '../shared/PageLinks';
import { buildSourcePicker } from '../shared/pickers';

import { WeekSection } from './WeekSection';

/** What the incidents of a week have in common, over all nodes. */
export function buildWeekPage(path: string): SceneAppPage {
  return buildPage(
    path,
    { title: 'Week', subTitle: 'Who pays most often, which culprit returns, what would have prevented most.' },
    buildWeekScene
  );
}

function buildWeekScene(): EmbeddedScene {
  return buildScene({
    last: 'now-7d',
    variables: new SceneVariableSet({ variables: [buildSourcePicker()] }),
    data: runner({ refId: 'A', kind: 'fleet', cluster: '' }),
    controls: [new VariableValueSelectors({}), new PageLinks({ to: ['incidents'] })],
    parts: [section(new WeekSection({ root: `${APP_ROOT}/incidents` }))],
  });
}
