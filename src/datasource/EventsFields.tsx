import { Checkbox, InlineField, InlineFieldRow } from '@grafana/ui';
import React from 'react';

import type { EventsQuery } from './query';
import { EVENT_KINDS, kindsOf } from './queryKinds';

interface Props {
  readonly query: EventsQuery;
  readonly onChange: (query: EventsQuery) => void;
}

/** Which kinds of events. */
export function EventsFields({ query, onChange }: Props) {
  const chosen = kindsOf(query.kinds);
  return (
    <InlineFieldRow role="group" aria-label="Kinds of events">
      {EVENT_KINDS.map(({ value, label, description }) => (
        <InlineField
          key={value}
          label={label}
          tooltip={description}
          // The last one stays: no kind at all would read as "all kinds".
          disabled={chosen.length === 1 && chosen[0] === value}
        >
          <Checkbox
            aria-label={label}
            data-testid={`tidemark-kind-${value}`}
            value={chosen.includes(value)}
            onChange={(event) =>
              onChange({
                ...query,
                kinds: event.currentTarget.checked ? [...chosen, value] : chosen.filter((kind) => kind !== value),
              })
            }
          />
        </InlineField>
      ))}
    </InlineFieldRow>
  );
}
