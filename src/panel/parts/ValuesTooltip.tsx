import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { NodeMemory } from '../../domain/node/nodeMemory';
import type { EpochMs } from '../../domain/units';
import type { FieldName } from '../../frames/names';
import type { Palette } from '../layout/palette';
import { happenings, valueRows } from '../valueRows';

interface Props {
  readonly memory: NodeMemory;
  readonly fields: readonly FieldName[];
  /** Of the sample pointed at. */
  readonly index: number;
  readonly palette: Palette;
  readonly formatTime: (time: EpochMs) => string;
}

/** All values at one time, and what happened then. */
export function ValuesTooltip({ memory, fields, index, palette, formatTime }: Props) {
  const styles = useStyles2(getStyles);
  const time = memory.times[index];
  return time === undefined ? null : (
    <div className={styles.box}>
      <div className={styles.time}>{formatTime(time)}</div>
      <dl className={styles.rows}>
        {valueRows(memory, fields, index, palette).map((row) => (
          <React.Fragment key={row.name}>
            <dt className={styles.name}>
              <span className={styles.swatch} style={{ background: row.color }} />
              {row.name}
            </dt>
            <dd className={styles.value}>{row.value}</dd>
          </React.Fragment>
        ))}
      </dl>
      {happenings(memory, time).map((text) => (
        <div key={text} className={styles.happening}>
          {text}
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ padding: theme.spacing(1), fontSize: theme.typography.bodySmall.fontSize }),
  time: css({ fontWeight: theme.typography.fontWeightMedium, marginBottom: theme.spacing(0.5) }),
  rows: css({ display: 'grid', gridTemplateColumns: '1fr max-content', gap: theme.spacing(0.25, 2), margin: 0 }),
  name: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap', fontWeight: 'inherit' }),
  swatch: css({
    display: 'inline-block',
    width: 14,
    height: 4,
    borderRadius: 2,
    marginRight: theme.spacing(1),
    verticalAlign: 'middle',
  }),
  value: css({ margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
  happening: css({ marginTop: theme.spacing(0.5), overflowWrap: 'anywhere' }),
});
