import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { NodeMemory } from '../../domain/node/nodeMemory';
import { markerPoints } from '../draw/markerPoints';
import { footnoteText } from '../layout/footnoteText';
import { EVENT_KEY } from '../layout/eventMarks';
import type { Palette } from '../layout/palette';
import { footnoteHeight } from '../layout/zones';

interface Props {
  readonly memory: NodeMemory;
  readonly counted: string;
  readonly palette: Palette;
  readonly lines: number;
}

type Noted = Pick<Props, 'memory' | 'counted'>;

const keyOf = ({ events }: NodeMemory) => EVENT_KEY.filter(({ kind }) => events.some((event) => event.kind === kind));

/** All of its words, by which its room is measured. */
export const footnoteWords = ({ memory, counted }: Noted): string =>
  [...keyOf(memory).map(({ text }) => `${MARKER_ROOM}${text}`), footnoteText(counted)].join(' ');

/** A marker and the gaps about it are as wide as five letters. */
const MARKER_ROOM = '     ';

/** What the markers mean, and how the numbers were counted. */
export function Footnote({ memory, counted, palette, lines }: Props) {
  const styles = useStyles2(getStyles, lines);
  const text = footnoteText(counted);
  return (
    <div className={styles.footnote} title={text}>
      {keyOf(memory).map((entry) => (
        <span key={entry.kind} className={styles.entry}>
          <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden>
            <polygon
              points={markerPoints({ kind: 'marker', at: { x: 0, y: 0 }, symbol: entry.symbol, size: 11, color: '' })
                .map(({ x, y }) => `${x},${y}`)
                .join(' ')}
              fill={palette.events[entry.kind]}
            />
          </svg>
          {entry.text}
        </span>
      ))}
      <span>{text}</span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2, lines: number) => ({
  footnote: css({
    height: footnoteHeight(lines),
    overflow: 'hidden',
    padding: theme.spacing(0.25, 1, 0),
    fontSize: 11,
    lineHeight: '15px',
    ...(lines === 1 && { textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
    color: theme.colors.text.secondary,
  }),
  entry: css({ display: 'inline-flex', alignItems: 'center', gap: 4, marginRight: theme.spacing(1.5) }),
});
