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
  VariableValueSelectors,
} from '@grafana/scenes';

import type { TidemarkQuery } from '../../datasource/query';
import { APP_ROOT } from '../ids';
import { NodeNotice } from '../node/NodeNotice';
import { hideEmptyPicker } from '../shared/hideEmptyPicker';
import { PageLinks } from '../shared/PageLinks';
import { buildPickers, DATASOURCE } from '../shared/pickers';

import { SignalsSection } from './SignalsSection';

/** Which series there are of a node, what each missing one costs, and the setting that brings it back. */
export function buildSignalsPage(path: string): SceneAppPage {
  return new SceneAppPage({
    title: 'Signals',
    subTitle:
      'Which series your collection has of this node, what each missing one costs, and the setting that brings it back.',
    url: `${APP_ROOT}/${path}`,
    routePath: `${path}/*`,
    getScene: buildSignalsScene,
  });
}

const SIGNALS: TidemarkQuery = { refId: 'A', kind: 'signals', cluster: '$cluster', node: '$node' };

export function buildSignalsScene(): EmbeddedScene {
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-1h', to: 'now' }),
    $variables: buildPickers('one'),
    $behaviors: [hideEmptyPicker('cluster')],
    $data: new SceneQueryRunner({ datasource: DATASOURCE, queries: [SIGNALS] }),
    controls: [
      new VariableValueSelectors({}),
      new PageLinks({ to: ['node', 'incidents'] }),
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true }),
    ],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [
        new SceneFlexItem({ ySizing: 'content', body: new NodeNotice({}) }),
        new SceneFlexItem({ ySizing: 'content', body: new SignalsSection({}) }),
      ],
    }),
  });
}
