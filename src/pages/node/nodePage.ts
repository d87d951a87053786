import { SceneFlexItem, type EmbeddedScene, type SceneAppPage } from '@grafana/scenes';

import type { TidemarkQuery } from '../../datasource/query';
import { buildPage, chartPanel, runner, section } from '../shared/buildScene';
import { buildNodePageScene } from '../shared/nodePageScene';
import { PageLinks } from '../shared/PageLinks';

import { BudgetSection } from './BudgetSection';
import { EventsSection } from './EventsSection';
import { NextSection } from './NextSection';
import { ViewSwitch } from './ViewSwitch';

/** One node's chart, who is next, its budget and what happened to it. The node, the cluster, the view and the time are in the URL. */
export function buildNodePage(path: string): SceneAppPage {
  return buildPage(
    path,
    { title: 'Node memory', subTitle: 'Where the node stands against the lines that kill, and what happened there.' },
    buildNodeScene
  );
}

const MEMORY: TidemarkQuery = { refId: 'A', kind: 'nodeMemory', cluster: '$cluster', node: '$node' };
const ORDER: TidemarkQuery = { refId: 'B', kind: 'evictionOrder', cluster: '$cluster', node: '$node', by: 'kubelet' };

export function buildNodeScene(): EmbeddedScene {
  const chart = chartPanel();
  return buildNodePageScene({
    last: 'now-1h',
    // One request feeds the chart, the budget and the events; the order comes by one of its own, whichever is first.
    data: runner(MEMORY),
    controls: [new ViewSwitch({ chart: chart.getRef() }), new PageLinks({ to: ['incidents', 'dashboard'] })],
    parts: [
      new SceneFlexItem({ minHeight: 480, body: chart }),
      section(new NextSection({ $data: runner(ORDER) })),
      section(new BudgetSection({})),
      section(new EventsSection({})),
    ],
  });
}
