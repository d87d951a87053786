import type { QueryEditorProps } from '@grafana/data';
import React from 'react';

import { asEvents } from './asEvents';
import { EventsFields } from './EventsFields';
import type { TidemarkJsonData } from './jsonData';
import type { NameSource } from './nameSource';
import { PlaceFields } from './PlaceFields';
import type { TidemarkQuery } from './query';

type Props = QueryEditorProps<NameSource, TidemarkQuery, TidemarkJsonData>;

/** Annotations are events: of which node, and of which kinds. */
export function AnnotationQueryEditor({ datasource, query, range, onChange, onRunQuery }: Props) {
  const events = asEvents(query);
  const change = (changed: TidemarkQuery) => {
    onChange(asEvents(changed));
    onRunQuery();
  };
  return (
    <div data-testid="tidemark-annotation-editor">
      <PlaceFields datasource={datasource} query={events} range={range} onChange={change} />
      <EventsFields query={events} onChange={change} />
    </div>
  );
}
