import { VariableHide } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import {
  DataSourceVariable,
  EmbeddedScene,
  SceneAppPage,
  SceneFlexItem,
  SceneReactObject,
  SceneTimeRange,
  SceneVariableSet,
  TextBoxVariable,
  type SceneAppPageLike,
  type SceneObject,
} from '@grafana/scenes';
import { Alert } from '@grafana/ui';

import { DATASOURCE_ID } from '../ids';
import { buildBody, chartPanel, runner } from '../shared/buildScene';
import { FixedTimeRange } from '../shared/FixedTimeRange';
import { ViewSwitch } from '../node/ViewSwitch';
import { PageLinks } from '../shared/PageLinks';

import { readEventKey } from './eventLink';
import { chartRange, listOf, readIncidentLink, reviewRange, type IncidentKey } from './incidentLink';
import { IncidentView } from './IncidentView';

interface Drilldown {
  readonly id: string;
  readonly parent: SceneAppPageLike;
  /** Of the incidents page. */
  readonly root: string;
}

/** The page of one incident. A drilldown inherits nothing from the page above it: range, variables and data are its own. */
export function buildIncidentPage({ id, parent, root }: Drilldown): SceneAppPage {
  const searchOf = () => locationService.getLocation().search;
  const wanted = readWanted(id, searchOf());
  return new SceneAppPage({
    title: wanted ? `Incident on ${wanted.node}` : 'Incident',
    url: `${root}/${encodeURIComponent(id)}`,
    routePath: `${encodeURIComponent(id)}/*`,
    preserveUrlKeys: ['var-ds', 'var-cluster', 'var-node', 'start', 'end', 'from', 'to', 'view', 'timezone', 'list'],
    getParentPage: () => (wanted ? new ListPage(parent, `${root}?${listOf(wanted, searchOf())}`) : parent),
    getScene: () => (wanted ? buildIncidentScene(wanted, root) : brokenLink()),
  });
}

function readWanted(id: string, search: string): IncidentKey | undefined {
  const key = readIncidentLink(id, search);
  const event = readEventKey(id, search);
  return key && event ? { ...key, event } : key;
}

/** Stands in the breadcrumbs for the list as it was left: an incident's own range and node are none of a list. */
class ListPage extends SceneAppPage {
  constructor(
    private readonly list: SceneAppPageLike,
    url: string
  ) {
    super({ title: list.state.title, url, routePath: '', preserveUrlKeys: [] });
  }

  override enrichDataRequest(source: SceneObject) {
    return this.list.enrichDataRequest(source);
  }
}

function brokenLink(): EmbeddedScene {
  return new EmbeddedScene({
    body: new SceneReactObject({
      component: Alert,
      props: {
        severity: 'warning',
        title: 'This link is not whole',
        children:
          'It must name the node and the time of the incident. Find the incident in the list and copy its link anew.',
      },
    }),
  });
}

export function buildIncidentScene(wanted: IncidentKey, root: string): EmbeddedScene {
  const { from, to } = chartRange(wanted);
  const chart = chartPanel({ showHeadline: false });
  const viewSwitch = new ViewSwitch({ chart: chart.getRef() });
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
    $variables: new SceneVariableSet({
      variables: [
        new DataSourceVariable({ name: 'ds', pluginId: DATASOURCE_ID, hide: VariableHide.hideVariable }),
        new TextBoxVariable({ name: 'cluster', value: wanted.cluster ?? '', hide: VariableHide.hideVariable }),
        new TextBoxVariable({ name: 'node', value: wanted.node, hide: VariableHide.hideVariable }),
      ],
    }),
    // The review looks at the same minutes as closely: what it asks there, the chart has been told.
    $data: runner({ refId: 'A', kind: 'nodeMemory', close: true, ...NODE }),
    ...buildBody(
      [viewSwitch, new PageLinks({ to: ['node', 'dashboard'] })],
      [
        new SceneFlexItem({
          body: new IncidentView({
            wanted,
            root,
            chart,
            viewSwitch: viewSwitch.getRef(),
            review: runner({ refId: 'I', kind: 'incidents', ...NODE }, FixedTimeRange.of(reviewRange(wanted))),
            order: runner({ refId: 'O', kind: 'evictionOrder', ...NODE }, FixedTimeRange.of(justBefore(wanted))),
            names: runner({ refId: 'N', kind: 'podNames', ...NODE }, FixedTimeRange.of(reviewRange(wanted))),
          }),
        }),
      ]
    ),
  });
}

const NODE = { cluster: '$cluster', node: '$node' };

/** What the kubelet had before it when it chose. */
const justBefore = ({ start }: IncidentKey) => ({ from: start - 5 * 60_000, to: start });
