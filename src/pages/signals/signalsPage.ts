import type { EmbeddedScene, SceneAppPage } from '@grafana/scenes';

import { buildPage, runner, section } from '../shared/buildScene';
import { buildNodePageScene } from '../shared/nodePageScene';
import { PageLinks } from '../shared/PageLinks';

import { SignalsSection } from './SignalsSection';

/** Which series there are of a node, what each missing one costs, and the setting that brings it back. */
export function buildSignalsPage(path: string): SceneAppPage {
  return buildPage(
    path,
    {
      title: 'Signals',
      subTitle:
        'Which series your collection has of this node, what each missing one costs, and the setting that brings it back.',
    },
    buildSignalsScene
  );
}

export function buildSignalsScene(): EmbeddedScene {
  return buildNodePageScene({
    last: 'now-1h',
    data: runner({ refId: 'A', kind: 'signals', cluster: '$cluster', node: '$node' }),
    controls: [new PageLinks({ to: ['node', 'incidents'] })],
    parts: [section(new SignalsSection({}))],
    // What is missing has to be said above all where nothing was recorded.
    hidden: [],
  });
}
