import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import {
  SceneObjectBase,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectRef,
  type SceneObjectState,
  type SceneQueryRunner,
  type VizPanel,
} from '@grafana/scenes';
import { Alert, LoadingPlaceholder, useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';

import { applyLog } from '../../domain/incidents/applyLog';
import type { Incident } from '../../domain/incidents/types';
import type { LogReview } from '../../domain/logs/readLog';
import { readPodNames } from '../../frames/incidentPodNames';
import { DataState } from '../node/DataState';
import { readNodeData } from '../node/nodeData';
import type { ViewSwitch } from '../node/ViewSwitch';
import { Section } from '../shared/Section';

import { chartSvg } from './chartSvg';
import { CLOCK_FORMAT } from './clock';
import { EvictionOrder } from './EvictionOrder';
import { EvidenceSection } from './EvidenceSection';
import { FindingList } from './FindingList';
import { IncidentActions } from './IncidentActions';
import { readIncidentData, type IncidentData } from './incidentData';
import { IncidentHeader } from './IncidentHeader';
import { findIncident, incidentLink, type IncidentKey } from './incidentLink';
import { AddLog } from './log/AddLog';
import { PreventionSection } from './PreventionSection';
import { StorySection } from './StorySection';
import { WhoPaidSection } from './WhoPaidSection';

interface IncidentViewState extends SceneObjectState {
  readonly wanted: IncidentKey;
  /** Of the incidents page. */
  readonly root: string;
  readonly chart: VizPanel;
  readonly viewSwitch: SceneObjectRef<ViewSwitch>;
  /** The incidents around that time. */
  readonly review: SceneQueryRunner;
  /** The pods just before it. */
  readonly order: SceneQueryRunner;
  /** Names for the uids of a kernel log; asked for once there is one. */
  readonly names: SceneQueryRunner;
  readonly log?: LogReview;
}

/** One incident: what happened, who caused it and who paid, why we say so, what would have prevented it. */
export class IncidentView extends SceneObjectBase<IncidentViewState> {
  static Component = IncidentRenderer;

  constructor(state: IncidentViewState) {
    super(state);
    this.addActivationHandler(() => {
      const { review, order } = this.state;
      const stops = [review.activate(), order.activate()];
      return () => [...stops, this.stopNames].forEach((stop) => stop?.());
    });
  }

  readonly setLog = (log: LogReview | undefined) => {
    this.stopNames ??= log && this.state.names.activate();
    this.setState({ log });
  };

  private stopNames?: () => void;
}

function IncidentRenderer({ model }: SceneComponentProps<IncidentView>) {
  const { review, wanted, root, log, names } = model.useState();
  const { data } = review.useState();
  const pods = readPodNames(names.useState().data?.series ?? []);
  const found = readIncidentData(data);
  const incident = findIncident(found.incidents ?? [], wanted);
  const dataSource = sceneGraph.lookupVariable('ds', model)?.getValue()?.toString();
  if (!incident) {
    return <NotThere found={found} wanted={wanted} hrefOf={(other) => incidentLink(other, { root, dataSource })} />;
  }
  return <Found model={model} found={found} incident={log ? applyLog(incident, log, { pods }) : incident} />;
}

interface NotThereProps {
  readonly found: IncidentData;
  readonly wanted: IncidentKey;
  readonly hrefOf: (incident: Incident) => string;
}

function NotThere({ found, wanted, hrefOf }: NotThereProps) {
  const { loading, errors, incidents = [], findings } = found;
  if (errors.length > 0) {
    return (
      <Alert severity="error" title="The incident could not be read">
        {errors.join(' ')}
      </Alert>
    );
  }
  if (loading) {
    return <LoadingPlaceholder text="Reviewing the incident…" />;
  }
  return (
    <>
      <Alert severity="warning" title={`On ${wanted.node} no incident is found at that time any more`}>
        Prometheus may have dropped data of that age, or the data source reads another Prometheus now.
      </Alert>
      {incidents.map((other) => (
        <p key={other.id}>
          <a href={hrefOf(other)}>{other.headline}</a>
        </p>
      ))}
      <FindingList findings={findings} />
    </>
  );
}

interface FoundProps {
  readonly model: IncidentView;
  readonly found: IncidentData;
  /** With the log's proof, if there is one. */
  readonly incident: Incident;
}

function Found({ model, found, incident }: FoundProps) {
  const styles = useStyles2(getStyles);
  const { chart, order, log, names, root, viewSwitch } = model.useState();
  const { data } = sceneGraph.getData(model).useState();
  const timeRange = sceneGraph.getTimeRange(model);
  const timeZone = timeRange.getTimeZone();
  const theme = useTheme2();
  const node = readNodeData(data);
  const dataSource = sceneGraph.lookupVariable('ds', model)?.getValue()?.toString();
  const link = new URL(incidentLink(incident, { root, dataSource }), window.location.origin).toString();
  const drawChart = () => {
    const { from, to } = timeRange.state.value;
    const { view } = viewSwitch.resolve().state;
    return (
      node.view &&
      chartSvg({ incident, node: node.view, view, from: from.valueOf(), to: to.valueOf(), theme, timeZone })
    );
  };
  return (
    <div className={styles.page} data-testid="tidemark-incident">
      <IncidentHeader incident={incident} timeZone={timeZone}>
        <IncidentActions incident={incident} link={link} drawChart={drawChart} />
      </IncidentHeader>
      {found.errors.map((error) => (
        <Alert key={error} severity="error" title="Some of the data is missing">
          {error}
        </Alert>
      ))}
      <div className={styles.chart}>
        <chart.Component model={chart} />
      </div>
      {node.errors.length > 0 && <DataState node={node} />}
      <div className={styles.columns}>
        <div className={styles.column}>
          <StorySection incident={incident} timeZone={timeZone} />
          <EvidenceSection incident={incident} timeZone={timeZone} promUid={promUidOf(dataSource)}>
            <AddLog reference={incident.start} log={log} onLog={model.setLog} />
            {log && names.state.data === undefined && <p>Naming the pods…</p>}
          </EvidenceSection>
        </div>
        <div className={styles.column}>
          <WhoPaidSection incident={incident} />
          <PreventionSection incident={incident} />
        </div>
      </div>
      <Section title={`Order of eviction at ${dateTimeFormat(incident.start, { timeZone, format: CLOCK_FORMAT })}`}>
        <EvictionOrder data={order.useState().data} capacity={node.view?.memory.current.capacity?.value} />
      </Section>
      <FindingList findings={found.findings} />
    </div>
  );
}

/** The Prometheus that the data source wraps. */
function promUidOf(dataSource: string | undefined): string | undefined {
  const jsonData: Record<string, unknown> = { ...getDataSourceSrv().getInstanceSettings(dataSource)?.jsonData };
  return typeof jsonData.promUid === 'string' ? jsonData.promUid : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), width: '100%' }),
  chart: css({ height: 480, position: 'relative' }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(480px, 100%), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
  }),
  column: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
});
