import {
  CustomVariableBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  type Dashboard,
} from '@grafana/grafana-foundation-sdk/dashboard';

import type { PanelView } from '../../src/panel/options';

import { dataSourceVariable } from './dataSource';
import { incidentAnnotations, nodeTagVariable } from './events';
import { linkToIncident, linkToSetUp } from './links';
import { nodeMemoryPanel, textPanel } from './panels';
import type { RecordedIncident } from './recordings';

export interface Figure {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Markdown: what one sees. */
  readonly text: string;
  readonly view: PanelView;
  readonly incidents: { readonly lab: RecordedIncident; readonly modern: RecordedIncident };
}

/** With Grafana's bars and the text above it, all of the chart is on a laptop's screen of 1400 × 900. */
const FIGURE_HEIGHT = 16;

/** Without one Grafana shows an error in place of the chart, and no panel of ours can say what to do. */
const WITHOUT_DATA_SOURCE = 'No data source to choose? _Set up Tidemark_ above makes one.';

/** One figure of the article: opens on the lab's recording of it, one click away from the modern node's. */
export function buildFigure({ uid, title, description, text, view, incidents }: Figure): Dashboard {
  const { lab, modern } = incidents;
  return new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['tidemark', 'kubernetes', 'memory'])
    .timezone('utc')
    .time({ from: lab.from, to: lab.to })
    .refresh('')
    .editable()
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(dataSourceVariable())
    .withVariable(nodeVariable([lab.node, modern.node]))
    .withVariable(nodeTagVariable())
    .link(linkToIncident(uid, lab))
    .link(linkToIncident(uid, modern))
    .link(linkToSetUp())
    .annotations([incidentAnnotations()])
    .withPanel(textPanel(`${text} ${WITHOUT_DATA_SOURCE}`).id(1))
    .withPanel(nodeMemoryPanel({}, { view }).id(2).height(FIGURE_HEIGHT))
    .build();
}

function nodeVariable(nodes: readonly [string, string]): CustomVariableBuilder {
  return new CustomVariableBuilder('node')
    .label('Node')
    .values(nodes.join(','))
    .current({ text: nodes[0], value: nodes[0], selected: true })
    .options(nodes.map((node, index) => ({ text: node, value: node, selected: index === 0 })));
}
