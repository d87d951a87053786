import { dateTimeFormat } from '@grafana/data';
import { SceneObjectBase, sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import { TextLink } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useLocation } from 'react-router-dom';

import { hasValues } from '../../domain/hasValues';
import { DataTable, type DataColumn } from '../shared/DataTable';
import { Section } from '../shared/Section';

import { eventRows, type EventRow } from './eventRows';
import { narrowRange } from './narrowRange';
import { readNodeData, type NodeData } from './nodeData';

/** A person reads this many; more means the range is too wide. */
const SHOWN = 100;

/** What happened to the node in the range, newest first; each time links to the minutes around it. */
export class EventsSection extends SceneObjectBase {
  static Component = EventsRenderer;
}

function EventsRenderer({ model }: SceneComponentProps<EventsSection>) {
  const { data } = sceneGraph.getData(model).useState();
  const timeZone = sceneGraph.getTimeRange(model).getTimeZone();
  const { pathname, search } = useLocation();
  const columns = useMemo(
    () => buildColumns(timeZone, (row) => `${pathname}?${rangeParams(search, row)}`),
    [timeZone, pathname, search]
  );
  return (
    <Section title="Events in this time range">
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

function buildColumns(timeZone: string, hrefOf: (row: EventRow) => string): ReadonlyArray<DataColumn<EventRow>> {
  const time = (at: number) => dateTimeFormat(at, { timeZone });
  return [
    {
      header: 'When',
      cell: (row) => (
        <TextLink inline={false} variant="bodySmall" href={hrefOf(row)} title="Show the minutes around it">
          {row.from === row.to ? time(row.from) : `${time(row.from)} to ${time(row.to)}`}
        </TextLink>
      ),
    },
    { header: 'What', cell: ({ what }) => what },
    { header: 'Who', cell: ({ who }) => who },
    { header: 'Why', cell: ({ why }) => why },
  ];
}

function rangeParams(search: string, row: EventRow): string {
  const { from, to } = narrowRange(row);
  const params = new URLSearchParams(search);
  params.set('from', new Date(from).toISOString());
  params.set('to', new Date(to).toISOString());
  return params.toString();
}
