import {
  SceneObjectBase,
  SceneQueryRunner,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectRef,
  type SceneObjectState,
} from '@grafana/scenes';
import { Badge, TextLink } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router-dom';

import { counted } from '../../domain/words/counted';
import type { Incident } from '../../domain/incidents/types';
import { readNoNode } from '../../frames/noNodeFrame';
import { BEGUN_BEFORE, culpritWithConfidence, VERDICT_WORDS, victimName } from '../../domain/incidents/verdictWords';
import { around } from '../shared/around';
import { DataTable, type DataColumn } from '../shared/DataTable';
import { lookedAt } from '../shared/lookedAt';
import { NoNode } from '../shared/NoNode';
import { Section } from '../shared/Section';
import { zonesOf } from '../shared/times';
import { QueryErrors } from '../shared/QueryErrors';

import { EventStrip } from './EventStrip';
import { filterIncidents } from './filterIncidents';
import { FindingList } from '../shared/FindingList';
import { formatInterval } from './formatInterval';
import type { IncidentData } from './incidentData';
import type { IncidentFilters } from './IncidentFilters';
import { incidentLink } from './incidentLink';
import { ReviewProgress } from './ReviewProgress';
import { KeptLogNote } from './log/KeptLogNote';
import { useReviewed } from './log/useReviewed';

interface IncidentsSectionState extends SceneObjectState {
  readonly filters: SceneObjectRef<IncidentFilters>;
  /** Of this page, for the links to the incidents. */
  readonly root: string;
}

/** The incidents of the range, newest first; each leads to its page. */
export class IncidentsSection extends SceneObjectBase<IncidentsSectionState> {
  static Component = IncidentsRenderer;
}

/** A person reads this many; more means the range is too wide. */
const SHOWN = 200;

function IncidentsRenderer({ model }: SceneComponentProps<IncidentsSection>) {
  const { filters, root } = model.useState();
  const filter = filters.resolve().useState();
  const { data } = sceneGraph.getData(model).useState();
  const timeRange = sceneGraph.getTimeRange(model);
  const { from, to } = timeRange.useState().value;
  const timeZone = timeRange.getTimeZone();
  const noNode = readNoNode(data?.series ?? []);
  const { pathname, search } = useLocation();
  const { dataSource } = lookedAt(model);
  const found = useReviewed(data, dataSource);
  const { timeZone: chosenZone } = timeRange.state;
  const list = search.replace(/^\?/, '');
  const hrefOf = (incident: Incident) => incidentLink(incident, { root, dataSource, timeZone: chosenZone, list });
  const hrefOfAll = (among: readonly Incident[]) =>
    among.length === 1 ? among.map(hrefOf).join() : `${pathname}?${around(search, spanOf(among))}`;
  const shown = filterIncidents(found.incidents ?? [], filter);
  return (
    <Section
      title="Incidents in this time range"
      note={`times in ${zonesOf({ from: from.valueOf(), to: to.valueOf() }, timeZone)}`}
    >
      <States found={found} />
      <ReviewProgress found={found} onStop={() => stop(model)} onGoOn={() => goOn(model)} />
      {found.loggedNode !== undefined && <KeptLogNote node={found.loggedNode} />}
      <EventStrip incidents={shown} from={from.valueOf()} to={to.valueOf()} timeZone={timeZone} hrefOf={hrefOfAll} />
      {noNode && !found.loading && <NoNode model={model} noNode={noNode} />}
      {found.incidents && !noNode && <None found={found} shown={shown.length} memoryOnly={filter.memoryOnly} />}
      {shown.length > 0 && (
        <DataTable
          caption="Incidents"
          columns={columnsOf(timeZone, hrefOf)}
          rows={shown.slice(0, SHOWN)}
          rowKey={({ id }) => id}
        />
      )}
      {shown.length > SHOWN && <p>{`${shown.length - SHOWN} older ones are not listed: narrow the time range.`}</p>}
      <FindingList findings={found.findings} />
    </Section>
  );
}

/** What was found so far stays. */
const stop = (model: IncidentsSection): void => sceneGraph.getData(model).cancelQuery?.();

function goOn(model: IncidentsSection): void {
  const data = sceneGraph.getData(model);
  if (data instanceof SceneQueryRunner) {
    data.runQueries();
  }
}

function States({ found: { loading, errors, incidents } }: { found: IncidentData }) {
  return (
    <>
      <QueryErrors
        errors={errors}
        title={incidents ? 'Some of the data is missing' : 'The incidents could not be read'}
      />
      {!loading && !incidents && errors.length === 0 && <p>{NOTHING}</p>}
    </>
  );
}

const NOTHING = 'Nothing was recorded in this time range.';

interface NoneProps {
  readonly found: IncidentData;
  readonly shown: number;
  readonly memoryOnly: boolean;
}

/** An all-clear only where all was read and nothing is filtered away. */
function None({ found: { loading, errors, incidents = [], findings, progress }, shown, memoryOnly }: NoneProps) {
  const isWhole =
    errors.length === 0 && progress === undefined && findings.every(({ code }) => code !== 'query-failed');
  if (shown > 0 || loading || !isWhole) {
    return null;
  }
  if (incidents.length === 0) {
    const isForMemory = findings.some(({ code }) => code === 'nodes-without-candidates');
    return <p>{isForMemory ? NONE_FOR_MEMORY : NONE_AT_ALL}</p>;
  }
  const hidden = `${counted(incidents.length, 'incident is', 'incidents are')} hidden by the filters`;
  return <p>{memoryOnly ? `No memory incident was found; ${hidden}.` : `${hidden}.`}</p>;
}

const NONE_AT_ALL = 'No eviction, no OOM kill and no other end of a container was found.';
const NONE_FOR_MEMORY = 'No eviction for memory and no OOM kill was found.';

function columnsOf(timeZone: string, hrefOf: (incident: Incident) => string): ReadonlyArray<DataColumn<Incident>> {
  return [
    {
      header: 'When',
      cell: (incident) => (
        <TextLink inline={false} variant="bodySmall" href={hrefOf(incident)}>
          {formatInterval(incident, timeZone)}
        </TextLink>
      ),
    },
    { header: 'Node', cell: ({ cluster, node }) => (cluster ? `${cluster} / ${node}` : node) },
    {
      header: 'What happened',
      cell: ({ headline, verdict, begunBefore }) => (
        <>
          <div>{headline}</div>
          {begunBefore && <div>{BEGUN_BEFORE}</div>}
          <Badge
            text={VERDICT_WORDS[verdict].name}
            tooltip={VERDICT_WORDS[verdict].meaning}
            color={verdict === 'unknown' ? 'purple' : 'red'}
          />
        </>
      ),
    },
    { header: 'Confidence', cell: ({ confidence }) => confidence },
    { header: 'Who paid', cell: (incident) => victimsOf(incident) },
    { header: 'Culprit', cell: ({ culprit }) => culpritWithConfidence(culprit) },
  ];
}

const spanOf = (among: readonly Incident[]) => ({
  from: Math.min(...among.map(({ start }) => start)),
  to: Math.max(...among.map(({ end }) => end)),
});

function victimsOf({ victims }: Incident): string {
  const names = [...new Set(victims.map(victimName))];
  const more = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
