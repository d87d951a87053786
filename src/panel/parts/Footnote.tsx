import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { NodeMemory } from '../../domain/node/nodeMemory';
import { markerPoints } from '../draw/markerPoints';
import { footnoteText } from '../layout/footnoteText';
import { EVENT_KEY } from '../layout/eventMarks';
import type { Palette } from '../layout/palette';
import { HEIGHT } from '../layout/zones';

interface Props {
  readonly memory: NodeMemory;
  readonly counted: string;
  readonly palette: Palette;
}

/** What the markers mean, and how the numbers were counted. */
export function Footnote({ memory, counted, palette }: Props) {
  const styles = useStyles2(getStyles);
  const text = footnoteText(counted);
  return (
    <div className={styles.footnote}>
      {EVENT_KEY.filter(({ kind }) => memory.events.some((event) => event.kind === kind)).map((entry) => (
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
      <span className={styles.counted} title={text}>
        {text}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  footnote: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    height: HEIGHT.footnote,
    paddingLeft: theme.spacing(1),
    fontSize: 11,
    color: theme.colors.text.secondary,
  }),
  entry: css({ display: 'inline-flex', alignItems: 'center', gap: 4, flexShrink: 0 }),
  counted: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
});
