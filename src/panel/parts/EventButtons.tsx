import React from 'react';

import type { NodeEvent } from '../../domain/events/events';
import type { EpochMs } from '../../domain/units';
import type { EventTarget } from '../layout/eventMarks';
import { labelOf } from '../layout/eventWords';

import { EventList } from './EventList';
import { MarkButton } from './MarkButton';

interface Props {
  readonly targets: readonly EventTarget[];
  /** All events of the range. */
  readonly all: readonly NodeEvent[];
  readonly formatTime: (time: EpochMs) => string;
}

/** Buttons over the drawn markers, in order of time. */
export function EventButtons({ targets, all, formatTime }: Props) {
  return (
    <>
      {targets.map(({ events, x, y }) => (
        <MarkButton
          key={events.map((event) => event.id).join()}
          x={x}
          y={y}
          label={`${labelOf(events)}, ${formatTime(events[0]!.earliest)}`}
          content={<EventList events={events} all={all} formatTime={formatTime} />}
        />
      ))}
    </>
  );
}
