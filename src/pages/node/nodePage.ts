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
  VizPanel,
} from '@grafana/scenes';

import type { TidemarkQuery } from '../../datasource/query';
import { APP_ROOT, PANEL_ID } from '../ids';
import { hideEmptyPicker } from '../shared/hideEmptyPicker';
import { PageLinks } from '../shared/PageLinks';
import { buildPickers, DATASOURCE } from '../shared/pickers';

import { BudgetSection } from './BudgetSection';
import { EventsSection } from './EventsSection';
import { hideWithoutNode } from './hideWithoutNode';
import { NextSection } from './NextSection';
import { NodeNotice } from './NodeNotice';
import { ViewSwitch } from './ViewSwitch';

/** One node's chart, who is next, its budget and what happened to it. The node, the cluster, the view and the time are in the URL. */
export function buildNodePage(path: string): SceneAppPage {
  return new SceneAppPage({
    title: 'Node memory',
    subTitle: 'Where the node stands against the lines that kill, and what happened there.',
    url: `${APP_ROOT}/${path}`,
    routePath: `${path}/*`,
    getScene: buildNodeScene,
  });
}

export function buildNodeScene(): EmbeddedScene {
  const chart = buildChart();
  const parts = [
    new SceneFlexItem({ minHeight: 480, body: chart }),
    new SceneFlexItem({ ySizing: 'content', body: new NextSection({ $data: runner(ORDER) }) }),
    new SceneFlexItem({ ySizing: 'content', body: new BudgetSection({}) }),
    new SceneFlexItem({ ySizing: 'content', body: new EventsSection({}) }),
  ];
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-1h', to: 'now' }),
    $variables: buildPickers('one'),
    // Most Prometheus servers hold one cluster and no label for it.
    $behaviors: [hideEmptyPicker('cluster'), hideWithoutNode(parts)],
    // One request feeds the chart, the budget and the events; the order comes by one of its own, whichever is first.
    $data: runner(MEMORY),
    controls: [
      new VariableValueSelectors({}),
      new ViewSwitch({ chart: chart.getRef() }),
      new PageLinks({ to: ['incidents', 'dashboard'] }),
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

const MEMORY: TidemarkQuery = { refId: 'A', kind: 'nodeMemory', cluster: '$cluster', node: '$node' };
const ORDER: TidemarkQuery = { refId: 'B', kind: 'evictionOrder', cluster: '$cluster', node: '$node', by: 'kubelet' };

const runner = (query: TidemarkQuery) => new SceneQueryRunner({ datasource: DATASOURCE, queries: [query] });

function buildChart(): VizPanel {
  return new VizPanel({
    title: '',
    pluginId: PANEL_ID,
    hoverHeader: true,
    options: {},
    fieldConfig: { defaults: {}, overrides: [] },
  });
}
