import { css } from '@emotion/css';
import React from 'react';

import type { NodeEvent } from '../../domain/events/events';
import type { EpochMs } from '../../domain/units';
import { eventSentence } from '../eventRows';

interface Props {
  readonly events: readonly NodeEvent[];
  readonly formatTime: (time: EpochMs) => string;
}

/** What a canvas cannot tell a screen reader; it takes no room on the screen. */
export function EventTable({ events, formatTime }: Props) {
  return (
    <table className={hidden}>
      <caption>Events of this node</caption>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td>{formatTime(event.earliest)}</td>
            <td>
              {event.kind === 'pressure'
                ? `MemoryPressure until ${event.ended ? formatTime(event.latest) : 'after the end of the range'}`
                : eventSentence(event, { formatTime, all: events })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const hidden = css({
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
});
