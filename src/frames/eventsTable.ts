import { FieldType, type DataFrame } from '@grafana/data';

import type { NodeEvent } from '../domain/events';

import { KIND_WORDS } from './eventWords';
import { field } from './field';
import { FRAME } from './names';

/** One row for each event, the newest last. Cells are plain text: Grafana's table escapes what it shows. */
export function eventsTable(events: readonly NodeEvent[]): DataFrame {
  const column = (name: string, read: (event: NodeEvent) => string | undefined) =>
    field(name, FieldType.string, events.map(read).map(orNull));
  return {
    name: FRAME.events,
    length: events.length,
    meta: { preferredVisualisationType: 'table' },
    fields: [
      field(
        'time',
        FieldType.time,
        events.map(({ latest }) => latest),
        { displayName: 'Seen' }
      ),
      column('what', ({ kind }) => KIND_WORDS[kind]),
      column('namespace', (event) => ('namespace' in event ? event.namespace : undefined)),
      column('pod', (event) => ('pod' in event ? event.pod : undefined)),
      column('container', (event) => ('container' in event ? event.container : undefined)),
      column('qos', (event) => ('qos' in event ? event.qos : undefined)),
      column('cause', causeOf),
      field(
        'exitCode',
        FieldType.number,
        events.map((event) => ('exitCode' in event ? event.exitCode : undefined)).map(orNull)
      ),
      column('node', ({ node }) => node),
      column('cluster', ({ cluster }) => cluster),
      field(
        'earliest',
        FieldType.time,
        events.map(({ earliest }) => earliest)
      ),
      field(
        'latest',
        FieldType.time,
        events.map(({ latest }) => latest)
      ),
      column('evidence', ({ proofs }) => proofs.map(({ source, observed }) => `${source}: ${observed}`).join('; ')),
      column('kind', ({ kind }) => kind),
      column('id', ({ id }) => id),
    ],
  };
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

function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}
