import { SceneObjectBase, sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import { TextLink } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useLocation } from 'react-router-dom';

import { hasValues } from '../../domain/node/hasValues';
import { eventLink } from '../incidents/eventLink';
import { formatInterval } from '../incidents/formatInterval';
import { around } from '../shared/around';
import { DataTable, type DataColumn } from '../shared/DataTable';
import { lookedAt } from '../shared/lookedAt';
import { placeLink } from '../shared/placeLink';
import { Section } from '../shared/Section';
import { zonesOf } from '../shared/times';

import { eventRows, type EventRow } from './eventRows';
import { readNodeData, type NodeData } from './nodeData';

/** A person reads this many; more means the range is too wide. */
const SHOWN = 100;

/** What happened to the node in the range, newest first; each time links to the minutes around it. */
export class EventsSection extends SceneObjectBase {
  static Component = EventsRenderer;
}

function EventsRenderer({ model }: SceneComponentProps<EventsSection>) {
  const { data } = sceneGraph.getData(model).useState();
  const timeRange = sceneGraph.getTimeRange(model);
  const timeZone = timeRange.getTimeZone();
  const { from, to } = timeRange.useState().value;
  const zones = zonesOf({ from: from.valueOf(), to: to.valueOf() }, timeZone);
  const { pathname, search } = useLocation();
  const { dataSource, timeZone: chosenZone } = lookedAt(model);
  const columns = useMemo(
    () =>
      buildColumns({
        timeZone,
        aroundOf: (row) => `${pathname}?${around(search, row)}`,
        incidentOf: ({ event }) => eventLink(event, { root: INCIDENTS, dataSource, timeZone: chosenZone }),
      }),
    [timeZone, pathname, search, dataSource, chosenZone]
  );
  return (
    <Section title="Events in this time range" note={`times in ${zones}`}>
      <Events node={readNodeData(data)} columns={columns} />
    </Section>
  );
}

function Events({ node, columns }: { node: NodeData; columns: ReadonlyArray<DataColumn<EventRow>> }) {
  if (!node.view) {
    return (
      <p>{node.loading ? 'Reading the events…' : 'Unknown: nothing could be read for this node and time range.'}</p>
    );
  }
  const rows = eventRows(node.view.memory.events);
  if (rows.length === 0 && !hasValues(node.view.memory)) {
    return <p>Unknown: nothing was recorded for this node in this time range.</p>;
  }
  if (rows.length === 0) {
    return <p>No eviction, OOM kill or memory pressure was seen.</p>;
  }
  return (
    <>
      <DataTable caption="Events" columns={columns} rows={rows.slice(0, SHOWN)} rowKey={({ id }) => id} />
      {rows.length > SHOWN && <p>{`${rows.length - SHOWN} older ones are not listed: narrow the time range.`}</p>}
    </>
  );
}

interface Listing {
  readonly timeZone: string;
  /** Where the minutes around it are shown. */
  readonly aroundOf: (row: EventRow) => string;
  readonly incidentOf: (row: EventRow) => string;
}

const INCIDENTS = placeLink('incidents', {});

function buildColumns({ timeZone, aroundOf, incidentOf }: Listing): ReadonlyArray<DataColumn<EventRow>> {
  return [
    {
      header: 'When',
      cell: (row) => (
        <TextLink inline={false} variant="bodySmall" href={aroundOf(row)} title="Show the minutes around it">
          {formatInterval({ start: row.from, end: row.to }, timeZone)}
        </TextLink>
      ),
    },
    {
      header: 'What',
      cell: (row) =>
        row.event.kind === 'pressure' ? (
          row.what
        ) : (
          <TextLink inline={false} variant="bodySmall" href={incidentOf(row)} title="Open its incident">
            {row.what}
          </TextLink>
        ),
    },
    { header: 'Who', cell: ({ who }) => who },
    { header: 'Why', cell: ({ why }) => why },
  ];
}
