import { SceneAppPage, SceneQueryRunner, VariableValueSelectors, type EmbeddedScene } from '@grafana/scenes';

import { APP_ROOT } from '../ids';
import { buildScene, runner, section } from '../shared/buildScene';
import { FoldedControls } from '../shared/FoldedControls';
import { hideEmptyPicker } from '../shared/hideEmptyPicker';
import { PageLinks } from '../shared/PageLinks';
import { buildPickers, DATASOURCE } from '../shared/pickers';

import { IncidentFilters } from './IncidentFilters';
import { buildIncidentPage } from './incidentPage';
import { IncidentsSection } from './IncidentsSection';
import { PodFinder } from './pod/PodFinder';
import { PodSection } from './pod/PodSection';

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
  const finder = new PodFinder({ history: new SceneQueryRunner({ datasource: DATASOURCE, queries: [] }) });
  return buildScene({
    last: 'now-24h',
    variables: buildPickers('several'),
    behaviors: [hideEmptyPicker('cluster')],
    data: runner({ refId: 'A', kind: 'incidents', cluster: '$cluster', node: '$node' }),
    controls: [
      finder,
      new FoldedControls({ controls: [new VariableValueSelectors({}), filters] }),
      new PageLinks({ to: ['node', 'dashboard'] }),
    ],
    parts: [
      section(new PodSection({ finder: finder.getRef(), root })),
      section(new IncidentsSection({ filters: filters.getRef(), root })),
    ],
  });
}
