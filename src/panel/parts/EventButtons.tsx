import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { EpochMs } from '../../domain/units';
import { eventRows } from '../eventRows';
import type { EventTarget } from '../layout/eventMarks';
import { labelOf } from '../layout/eventWords';
import { Rows } from './Rows';

interface Props {
  readonly targets: readonly EventTarget[];
  readonly formatTime: (time: EpochMs) => string;
}

/** Buttons over the drawn markers, in order of time: the pointer and the Tab key find the events there. */
export function EventButtons({ targets, formatTime }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {targets.map((target) => (
        <Tooltip
          key={target.events.map((event) => event.id).join()}
          placement="bottom"
          interactive
          content={
            <div>
              {target.events.slice(0, SHOWN).map((event) => (
                <Rows key={event.id} rows={eventRows(event, formatTime)} />
              ))}
              {target.events.length > SHOWN && <div>and {target.events.length - SHOWN} more: zoom in to see them.</div>}
            </div>
          }
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

/** Events of one marker that a tooltip can hold. */
const SHOWN = 4;

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
