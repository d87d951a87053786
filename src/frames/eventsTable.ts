import { FieldType, type DataFrame, type FieldConfig } from '@grafana/data';

import { capital } from '../domain/words/capital';
import type { NodeEvent } from '../domain/events/events';
import { processWords } from '../domain/events/processWords';

import { compactColumn, fixedColumn, HIDDEN_COLUMN } from './compactColumn';
import { field } from './field';
import { FRAME } from './names';
import { EVENT_WORDS } from './vocabulary';

/** One row for each event, the newest first. Cells are plain text: Grafana's table escapes what it shows. */
export function eventsTable(events: readonly NodeEvent[]): DataFrame {
  const rows = [...events].sort((a, b) => b.earliest - a.earliest || b.latest - a.latest);
  const processes = processWords(events);
  const column = <T>(
    name: string,
    type: FieldType,
    read: (event: NodeEvent) => T | undefined,
    config: FieldConfig = {}
  ) =>
    field(
      name,
      type,
      rows.map((event) => read(event) ?? null),
      { displayName: capital(name), ...config, custom: config.custom ?? fixedColumn() }
    );
  const text = (name: string, read: (event: NodeEvent) => string | undefined, config?: FieldConfig) =>
    column(name, FieldType.string, read, config);
  return {
    name: FRAME.events,
    length: rows.length,
    meta: { preferredVisualisationType: 'table' },
    fields: [
      column('when', FieldType.time, ({ earliest }) => earliest, TIME),
      column('until', FieldType.time, untilOf, { unit: 'time:MM-DD HH:mm:ss', custom: fixedColumn(115) }),
      text('what', ({ kind }) => EVENT_WORDS[kind].happened, { custom: fixedColumn(130) }),
      text('namespace', (event) => ('namespace' in event ? event.namespace : undefined), { custom: fixedColumn(95) }),
      text('pod', (event) => ('pod' in event ? event.pod : undefined), { custom: { ...compactColumn(125), ...WRAPPED } }),
      text('container', (event) => ('container' in event ? event.container : undefined), { custom: fixedColumn(85) }),
      text('qos', (event) => ('qos' in event ? event.qos : undefined), {
        displayName: 'QoS',
        custom: fixedColumn(80),
      }),
      text('cause', causeOf, { custom: { ...compactColumn(202), ...WRAPPED } }),
      column('exitCode', FieldType.number, (event) => ('exitCode' in event ? event.exitCode : undefined), {
        displayName: 'Exit code',
        custom: fixedColumn(50),
      }),
      text('killed', ({ id }) => processes.get(id), { custom: { ...fixedColumn(85), ...WRAPPED } }),
      text('evidence', ({ proofs }) => proofs.map(({ source, observed }) => `${source}: ${observed}`).join('; '), {
        custom: { ...compactColumn(150), inspect: true },
      }),
      text('node', ({ node }) => node),
      text('cluster', ({ cluster }) => cluster),
      text('kind', ({ kind }) => kind, HIDDEN),
      text('id', ({ id }) => id, HIDDEN),
    ],
  };
}

/** To the second: with milliseconds it is cut where the column is this narrow. */
const TIME: FieldConfig = { unit: 'time:YYYY-MM-DD HH:mm:ss', custom: fixedColumn(155) };
/** What is too long for its column takes further lines; it is never cut. */
const WRAPPED = { cellOptions: { type: 'auto', wrapText: true } };
const HIDDEN: FieldConfig = { custom: HIDDEN_COLUMN };

/** The end of the time in which it happened, or of a window; none for an exact time, and while a window is open. */
function untilOf(event: NodeEvent): number | undefined {
  const open = event.kind === 'pressure' && !event.ended;
  return open || event.latest === event.earliest ? undefined : event.latest;
}

function causeOf(event: NodeEvent): string | undefined {
  switch (event.kind) {
    case 'eviction':
      return event.signal;
    case 'oom-kill':
    case 'termination':
      return event.reason;
    case 'pressure':
      return event.ended ? undefined : 'not over yet';
  }
}
