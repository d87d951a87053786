import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { indexAt } from '../../domain/numbers/numbers';
import type { EpochMs } from '../../domain/units';

interface Props {
  readonly times: readonly EpochMs[];
  /** The last moment that was sampled. */
  readonly to: EpochMs;
  readonly at: EpochMs;
  /** The moment in words. */
  readonly word: string;
  readonly onChange: (at: EpochMs) => void;
}

/** The moment at which the numbers are compared, from sample to sample. */
export function Moment({ times, to, at, word, onChange }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <label className={styles.label}>
      <span>Compared at</span>
      <input
        type="range"
        className={styles.slider}
        aria-label="The moment compared"
        aria-valuetext={word}
        min={0}
        max={indexAt(times, to)}
        value={indexAt(times, at)}
        onChange={({ currentTarget }) => {
          const moment = times[Number(currentTarget.value)];
          if (moment !== undefined) {
            onChange(moment);
          }
        }}
      />
      <strong className={styles.word}>{word}</strong>
    </label>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  label: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 1.5) }),
  slider: css({ flex: '1 1 200px', accentColor: theme.colors.primary.main }),
  word: css({ fontVariantNumeric: 'tabular-nums', fontWeight: theme.typography.fontWeightMedium }),
});
