import {
  DashboardBuilder,
  DashboardCursorSync,
  QueryVariableBuilder,
  VariableRefresh,
  type Dashboard,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TablePanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeseriesPanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import type { Chooser } from '../src/datasource/query';
import type { TidemarkVariableQuery } from '../src/datasource/variableQuery';

import { DATA_SOURCE, dataSourceVariable, target } from './parts/dataSource';
import { eventAnnotations, incidentAnnotations, nodeTagVariable } from './parts/events';
import { linkToPage, linkToSetUp } from './parts/links';
import { FULL_WIDTH, nodeMemoryPanel } from './parts/panels';

/** Any node, for daily use: our chart, the same bands on the built-in one, who is next, the budget, the events. */
export function buildNodeMemory(): Dashboard {
  return new DashboardBuilder('Node memory')
    .uid('tidemark-node-memory')
    .description(
      'Any node’s memory against the lines that kill: the chart, who is next, the budget behind it and what happened.'
    )
    .tags(['tidemark', 'kubernetes', 'memory'])
    .timezone('browser')
    .time({ from: 'now-1h', to: 'now' })
    .refresh('1m')
    .editable()
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(dataSourceVariable())
    .withVariable(variable('cluster', 'Cluster', { refId: 'clusters', kind: 'clusters' }))
    .withVariable(variable('node', 'Node', { refId: 'nodes', kind: 'nodes', cluster: '$cluster' }))
    .withVariable(nodeTagVariable())
    .link(linkToPage('incidents', 'Incidents', 'Every eviction and OOM kill of this node in this time range'))
    .link(linkToPage('node', 'Node page', 'This node’s memory in this time range'))
    .link(linkToSetUp())
    .annotations([...eventAnnotations(), incidentAnnotations()])
    .withPanel(nodeMemoryPanel({ cluster: '$cluster' }, { view: 'both', events: 'annotations' }).id(1).height(16))
    .withPanel(builtInChart().id(2))
    .withPanel(orderTable('kubelet', 'Likely evicted by the kubelet').id(5))
    .withPanel(orderTable('kernel', 'Likely killed by the kernel').id(6))
    .withPanel(headroomTable().id(7))
    .withPanel(budgetTable().id(3))
    .withPanel(eventsTable().id(4))
    .build();
}

function variable(name: string, label: string, query: TidemarkVariableQuery): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(DATA_SOURCE)
    .query({ ...query })
    .refresh(VariableRefresh.OnTimeRangeChanged);
}

/** The data source's field config draws the bands; the panel adds nothing of its own. */
function builtInChart(): TimeseriesPanelBuilder {
  return new TimeseriesPanelBuilder()
    .title('The same on the built-in Time series panel')
    .datasource(DATA_SOURCE)
    .withTarget(target({ refId: 'A', kind: 'nodeMemory', cluster: '$cluster', node: '$node', events: false }))
    .span(FULL_WIDTH)
    .height(11);
}

function budgetTable(): TablePanelBuilder {
  return new TablePanelBuilder()
    .title('Budget')
    .description(
      'The headers’ tooltips say where a value came from: measured, reported, computed, configured or assumed.'
    )
    .datasource(DATA_SOURCE)
    .withTarget(BUDGET)
    .withTransformation(without(...PLACE, ...HEADROOM, 'Where from'))
    .span(FULL_WIDTH)
    .height(4);
}

/** One question, two tables: in one its columns would not fit a laptop's screen beside Grafana's menu. */
function headroomTable(): TablePanelBuilder {
  return new TablePanelBuilder()
    .title('Headroom')
    .description('How much is used at the end of the range, and how far that is from each line.')
    .datasource(DATA_SOURCE)
    .withTarget(BUDGET)
    .withTransformation(without(...PLACE, ...LINES, 'Where from'))
    .span(FULL_WIDTH)
    .height(4);
}

/** How much is used, and how far that is from the lines. */
const HEADROOM = [
  'Pods working set',
  'Pods until eviction',
  'Pods until their limit',
  'Node available',
  'Node until eviction',
  'Reached first',
  'Reached in',
  'kubectl top',
];
const LINES = [
  'Node working set',
  'Capacity',
  'Reserved',
  'Eviction-hard',
  'Allocatable',
  'Kubepods limit',
  'Requests',
  'Limits',
];

const BUDGET = target({ refId: 'A', kind: 'budget', cluster: '$cluster', node: '$node' });

/** As of the end of the range: the two choose by different rules, so each has a table. */
function orderTable(by: Chooser, title: string): TablePanelBuilder {
  return (
    new TablePanelBuilder()
      .title(title)
      .description(ORDER_WORDS[by])
      .datasource(DATA_SOURCE)
      .withTarget(target({ refId: 'A', kind: 'evictionOrder', cluster: '$cluster', node: '$node', by }))
      // The description says why each stands where it does.
      .withTransformation(without(by === 'kubelet' ? 'Why here' : 'Request'))
      // Side by side their last columns would be cut on a laptop's screen.
      .span(FULL_WIDTH)
      .height(8)
  );
}

const ORDER_WORDS: Readonly<Record<Chooser, string>> = {
  kubelet: 'At the end of the range: above the request first, then the lower priority, then the larger excess.',
  kernel: 'At the end of the range, should memory run out: the highest memory + oom_score_adj × capacity / 1000.',
};

function eventsTable(): TablePanelBuilder {
  return new TablePanelBuilder()
    .title('Events')
    .datasource(DATA_SOURCE)
    .withTarget(target({ refId: 'A', kind: 'events', cluster: '$cluster', node: '$node' }))
    .withTransformation(without(...PLACE, 'Container', 'QoS', 'Evidence'))
    .span(FULL_WIDTH)
    .height(9);
}

/** Leaves these columns out. */
function without(...columns: readonly string[]) {
  return { id: 'organize', options: { excludeByName: Object.fromEntries(columns.map((name) => [name, true])) } };
}

/** The dashboard's own variables say which node it is. */
const PLACE = ['Cluster', 'Node'];
