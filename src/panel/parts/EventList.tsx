import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { NodeEvent } from '../../domain/events/events';
import type { EpochMs } from '../../domain/units';
import { eventRows, eventSummary, furtherRows } from '../eventRows';
import type { PointEvent } from '../layout/eventWords';

import { Rows } from './Rows';

interface Props {
  readonly events: readonly PointEvent[];
  /** Of the whole range: what several share is said at one of them. */
  readonly all: readonly NodeEvent[];
  readonly formatTime: (time: EpochMs) => string;
}

/** What one marker stands for: one event with all that is known, several in two lines each with the rest folded away. */
export function EventList({ events, all, formatTime }: Props) {
  const styles = useStyles2(getStyles);
  const [only, ...others] = events;
  if (only && others.length === 0) {
    return (
      <div className={styles.list}>
        <Rows rows={eventRows(only, { formatTime, all })} />
      </div>
    );
  }
  return (
    <div className={styles.list}>
      {events.slice(0, SHOWN).map((event) => {
        const { title, text } = eventSummary(event, { formatTime, all });
        return (
          <details key={event.id} className={styles.event}>
            <summary>
              {title}
              <div className={styles.text}>{text}</div>
            </summary>
            <Rows rows={furtherRows(event)} />
          </details>
        );
      })}
      {events.length > SHOWN && <div>and {events.length - SHOWN} more: zoom in to see them.</div>}
    </div>
  );
}

/** More at one place are read better after zooming in. */
const SHOWN = 30;

const getStyles = (theme: GrafanaTheme2) => ({
  // Low enough to leave the time picker free above a chart in the middle of a laptop's screen.
  list: css({ maxHeight: 'min(300px, 40vh)', overflowY: 'auto', fontSize: theme.typography.bodySmall.fontSize }),
  event: css({
    padding: theme.spacing(0.5, 0),
    overflowWrap: 'anywhere',
    '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
    summary: { cursor: 'pointer' },
  }),
  text: css({ color: theme.colors.text.secondary, paddingLeft: theme.spacing(1.5) }),
});
