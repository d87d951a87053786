import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { getDataSourceSrv, RefreshEvent } from '@grafana/runtime';
import {
  SceneObjectBase,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectRef,
  type SceneObjectState,
  type SceneQueryRunner,
  type VizPanel,
} from '@grafana/scenes';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { useEffect } from 'react';

import { applyLog } from '../../domain/incidents/applyLog';
import type { Incident } from '../../domain/incidents/types';
import type { LogReview } from '../../domain/logs/readLog';
import { isWithoutKubelet } from '../../domain/node/noKubelet';
import { readPodNames } from '../../frames/incidentPodNames';
import { DataState } from '../node/DataState';
import { readNodeData, type NodeData } from '../node/nodeData';
import type { ViewSwitch } from '../node/ViewSwitch';
import { lookedAt } from '../shared/lookedAt';
import { Section } from '../shared/Section';
import { CLOCK_FORMAT, formatTime } from '../shared/times';
import { QueryErrors } from '../shared/QueryErrors';

import { AlternativesSection } from './AlternativesSection';
import { chartSvg } from './chartSvg';
import { findIncidentOf } from './eventLink';
import { EvictionOrder } from './EvictionOrder';
import { EvidenceSection } from './EvidenceSection';
import { FindingList } from '../shared/FindingList';
import { IncidentActions } from './IncidentActions';
import { readIncidentData } from './incidentData';
import { IncidentHeader } from './IncidentHeader';
import { findIncident, incidentLink, type IncidentKey } from './incidentLink';
import { AddLog } from './log/AddLog';
import { keepLog, keepPodNames, useKeptLog, type LoggedNode } from './log/keptLog';
import { KeptLogNote } from './log/KeptLogNote';
import { NotFound } from './NotFound';
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
}

/** One incident: what happened, who caused it and who paid, why we say so, what would have prevented it. */
export class IncidentView extends SceneObjectBase<IncidentViewState> {
  static Component = IncidentRenderer;

  constructor(state: IncidentViewState) {
    super(state);
    this.addActivationHandler(() => {
      const { review, order } = this.state;
      const stops = [review.activate(), order.activate()];
      // Their ranges are the incident's own, so that the picker's refresh does not reach them by itself.
      this._subs.add(
        sceneGraph
          .getTimeRange(this)
          .subscribeToEvent(RefreshEvent, () => [review, order].forEach((runner) => runner.runQueries()))
      );
      return () => stops.forEach((stop) => stop());
    });
  }

  /** Also for the node's other incidents, as long as the page is open. */
  readonly setLog = (log: LogReview | undefined) =>
    keepLog(log && { ...this.node, log, incident: this.state.wanted.id });

  get node(): LoggedNode {
    const { node, cluster } = this.state.wanted;
    return { node, cluster, dataSource: lookedAt(this).dataSource };
  }
}

/** Chart, review and order of eviction are three questions: each stands there as soon as it is answered. */
function IncidentRenderer({ model }: SceneComponentProps<IncidentView>) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { review, wanted, root, names, chart, order } = model.useState();
  const kept = useKeptLog(model.node);
  const log = kept?.log;
  const isGiven = log !== undefined;
  useEffect(() => (isGiven ? names.activate() : undefined), [isGiven, names]);
  const { data: ranked } = order.useState();
  const { data: named } = names.useState();
  const pods = readPodNames(named?.series ?? []);
  useEffect(() => keepPodNames(readPodNames(named?.series ?? [])), [named]);
  const found = readIncidentData(review.useState().data);
  const timeRange = sceneGraph.getTimeRange(model);
  const timeZone = timeRange.getTimeZone();
  const node = readNodeData(sceneGraph.getData(model).useState().data);
  const { dataSource } = lookedAt(model);
  const to = { root, dataSource, timeZone: timeRange.state.timeZone };
  const plain = findWanted(found.incidents ?? [], wanted);
  const incident = plain && log ? applyLog(plain, log, { pods }) : plain;
  return (
    <div className={styles.page} data-testid="tidemark-incident">
      {incident ? (
        <IncidentHeader incident={incident} timeZone={timeZone}>
          <IncidentActions
            incident={incident}
            link={new URL(incidentLink(incident, to), window.location.origin).toString()}
            drawChart={() => drawChart({ model, incident, node, timeZone, theme })}
          />
        </IncidentHeader>
      ) : (
        <NotFound found={found} wanted={wanted} timeZone={timeZone} hrefOf={(other) => incidentLink(other, to)} />
      )}
      {incident && kept && kept.incident !== wanted.id && <KeptLogNote />}
      {incident && <QueryErrors errors={found.errors} title="Some of the data is missing" />}
      <div className={styles.chart}>
        <chart.Component model={chart} />
      </div>
      {node.errors.length > 0 && <DataState node={node} />}
      {incident && (
        <div className={styles.columns}>
          <div className={styles.column}>
            <StorySection incident={incident} timeZone={timeZone} />
            <EvidenceSection incident={incident} timeZone={timeZone} promUid={promUidOf(dataSource)}>
              <AddLog incident={plain ?? incident} timeZone={timeZone} log={log} onLog={model.setLog} />
              {log && names.state.data === undefined && <p>Naming the pods…</p>}
            </EvidenceSection>
            <AlternativesSection incident={incident} timeZone={timeZone} promUid={promUidOf(dataSource)} />
          </div>
          <div className={styles.column}>
            <WhoPaidSection incident={incident} />
            <PreventionSection incident={incident} />
          </div>
        </div>
      )}
      {!isWithoutKubelet(found) && (
        <Section title={`Order of eviction at ${formatTime(wanted.start, timeZone, CLOCK_FORMAT)}`}>
          <EvictionOrder data={ranked} capacity={node.view?.memory.current.capacity?.value} />
        </Section>
      )}
      {incident && <FindingList findings={found.findings} />}
    </div>
  );
}

const findWanted = (incidents: readonly Incident[], wanted: IncidentKey): Incident | undefined =>
  wanted.event ? findIncidentOf(wanted.event, incidents, wanted) : findIncident(incidents, wanted);

interface Drawn {
  readonly model: IncidentView;
  readonly incident: Incident;
  readonly node: NodeData;
  readonly timeZone: string;
  readonly theme: GrafanaTheme2;
}

function drawChart({ model, incident, node, timeZone, theme }: Drawn): string | undefined {
  const { from, to } = sceneGraph.getTimeRange(model).state.value;
  const { view } = model.state.viewSwitch.resolve().state;
  return (
    node.view && chartSvg({ incident, node: node.view, view, from: from.valueOf(), to: to.valueOf(), theme, timeZone })
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
