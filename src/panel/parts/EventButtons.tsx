import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { NodeEvent } from '../../domain/events';
import type { EpochMs } from '../../domain/units';
import type { EventTarget } from '../layout/eventMarks';
import { labelOf } from '../layout/eventWords';
import { EventList } from './EventList';

interface Props {
  readonly targets: readonly EventTarget[];
  /** All events of the range. */
  readonly all: readonly NodeEvent[];
  readonly formatTime: (time: EpochMs) => string;
}

/** Buttons over the drawn markers, in order of time: the pointer and the Tab key find the events there. */
export function EventButtons({ targets, all, formatTime }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {targets.map((target) => (
        <Tooltip
          key={target.events.map((event) => event.id).join()}
          placement="bottom"
          interactive
          content={<EventList events={target.events} all={all} formatTime={formatTime} />}
        >
          <button
            type="button"
            className={styles.button}
            style={{ left: target.x, top: target.y }}
            aria-label={`${labelOf(target.events)}, ${formatTime(target.events[0]!.earliest)}`}
          />
        </Tooltip>
      ))}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    position: 'absolute',
    transform: 'translate(-50%, -50%)',
    width: 20,
    height: 20,
    padding: 0,
    border: 'none',
    background: 'transparent',
    borderRadius: theme.shape.radius.default,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
});
