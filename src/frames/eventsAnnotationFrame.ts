import { DataTopic, FieldType, type DataFrame } from '@grafana/data';

import type { NodeEvent } from '../domain/events/events';
import { processWords } from '../domain/events/processWords';

import { EVENT_COLORS } from './colors';
import { escapeHtml } from './escapeHtml';
import { eventWords } from './eventWords';
import { field } from './field';
import { FRAME } from './names';

/**
 * Events as a frame that Grafana's panels draw as annotations, whether it rides along with a panel's query or answers an
 * annotation query. Titles and texts are escaped; the whole event is in the field `event` for the panel that knows it.
 */
export function eventsAnnotationFrame(events: readonly NodeEvent[]): DataFrame {
  const processes = processWords(events);
  const words = events.map((event) => eventWords(event, processes.get(event.id)));
  return {
    name: FRAME.events,
    length: events.length,
    meta: { dataTopic: DataTopic.Annotations },
    fields: [
      field('time', FieldType.time, events.map(markedAt)),
      field(
        'timeEnd',
        FieldType.time,
        events.map(({ latest }) => latest)
      ),
      field(
        'title',
        FieldType.string,
        words.map(({ title }) => escapeHtml(title))
      ),
      field(
        'text',
        FieldType.string,
        words.map(({ lines }) => lines.map(escapeHtml).join('<br>'))
      ),
      field('tags', FieldType.other, events.map(tagsOf)),
      field(
        'color',
        FieldType.string,
        events.map(({ kind }) => EVENT_COLORS[kind])
      ),
      field(
        'isRegion',
        FieldType.boolean,
        events.map(({ kind }) => kind === 'pressure')
      ),
      // What has the id 0 is not Grafana's own: it offers no pencil and no bin, which would ask its API for our event.
      field(
        'id',
        FieldType.number,
        events.map(() => 0)
      ),
      field(
        'kind',
        FieldType.string,
        events.map(({ kind }) => kind)
      ),
      field('event', FieldType.other, events),
    ],
  };
}

/** A window begins where it began; what happened between two scrapes is marked where it was first seen to have happened. */
function markedAt({ kind, earliest, latest }: NodeEvent): number {
  return kind === 'pressure' ? earliest : latest;
}

function tagsOf(event: NodeEvent): readonly string[] {
  const namespace = event.kind === 'pressure' ? undefined : event.namespace;
  return [event.kind, event.node, ...(namespace === undefined ? [] : [namespace])];
}
