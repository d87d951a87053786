import {
  EmbeddedScene,
  SceneAppPage,
  SceneControlsSpacer,
  SceneDataTransformer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VariableValueSelectors,
  VizPanel,
  type CustomTransformOperator,
} from '@grafana/scenes';
import { map } from 'rxjs';

import type { TidemarkQuery } from '../../datasource/query';
import { isTried, tryReserve } from '../../domain/reserve/tryReserve';
import { readNodeMemory } from '../../frames/readNodeMemory';
import { replaceLines } from '../../frames/replaceLines';
import { APP_ROOT, PANEL_ID } from '../ids';
import { hideWithoutNode } from '../node/hideWithoutNode';
import { NodeNotice } from '../node/NodeNotice';
import { hideEmptyPicker } from '../shared/hideEmptyPicker';
import { PageLinks } from '../shared/PageLinks';
import { buildPickers, DATASOURCE } from '../shared/pickers';

import { OvercommitSection } from './OvercommitSection';
import { ReplaySection } from './ReplaySection';
import { ReserveSection } from './ReserveSection';
import { ReserveSettings } from './ReserveSettings';

/** The article's Figure 2 for this node: how reserve and threshold put its lines, and where other settings would. */
export function buildReservePage(path: string): SceneAppPage {
  return new SceneAppPage({
    title: 'Reserve',
    subTitle: 'How reserve and eviction threshold cut up this node’s memory, and what other settings would do.',
    url: `${APP_ROOT}/${path}`,
    routePath: `${path}/*`,
    getScene: buildReserveScene,
  });
}

const MEMORY: TidemarkQuery = { refId: 'A', kind: 'nodeMemory', cluster: '$cluster', node: '$node' };

const INCIDENTS: TidemarkQuery = { refId: 'B', kind: 'incidents', cluster: '$cluster', node: '$node' };
const ORDER: TidemarkQuery = { refId: 'C', kind: 'evictionOrder', cluster: '$cluster', node: '$node', by: 'kubelet' };

const runner = (query: TidemarkQuery) => new SceneQueryRunner({ datasource: DATASOURCE, queries: [query] });

export function buildReserveScene(): EmbeddedScene {
  const settings = new ReserveSettings();
  const chart = buildChart(settings);
  const parts = [
    new SceneFlexItem({ ySizing: 'content', body: new ReserveSection({ settings }) }),
    new SceneFlexItem({ minHeight: 420, body: chart }),
    new SceneFlexItem({
      ySizing: 'content',
      body: new ReplaySection({ settings, $data: runner(INCIDENTS) }),
    }),
    new SceneFlexItem({ ySizing: 'content', body: new OvercommitSection({ settings, $data: runner(ORDER) }) }),
  ];
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-6h', to: 'now' }),
    $variables: buildPickers('one'),
    $behaviors: [hideEmptyPicker('cluster'), hideWithoutNode(parts)],
    $data: runner(MEMORY),
    controls: [
      new VariableValueSelectors({}),
      new PageLinks({ to: ['node', 'incidents'] }),
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true }),
    ],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [new SceneFlexItem({ ySizing: 'content', body: new NodeNotice({}) }), ...parts],
    }),
  });
}

/** The node's own curves against the lines as tried. */
function buildChart(settings: ReserveSettings): VizPanel {
  const transformer = new SceneDataTransformer({ transformations: [withTriedLines(settings)] });
  transformer.addActivationHandler(() => {
    const stop = settings.subscribeToState(() => transformer.reprocessTransformations());
    return () => stop.unsubscribe();
  });
  return new VizPanel({
    title: '',
    pluginId: PANEL_ID,
    hoverHeader: true,
    options: { view: 'both' },
    fieldConfig: { defaults: {}, overrides: [] },
    $data: transformer,
  });
}

function withTriedLines(settings: ReserveSettings): CustomTransformOperator {
  return () => (source) =>
    source.pipe(
      map((frames) => {
        const view = readNodeMemory(frames, []);
        const lines =
          view && isTried(settings.state) ? tryReserve(view.memory.current, settings.state).lines : undefined;
        return lines ? replaceLines(frames, lines) : frames;
      })
    );
}
