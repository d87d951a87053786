import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';

import type { Bytes } from '../../domain/units';
import { themeColor } from '../../frames/colors';

interface Props {
  readonly title: string;
  /** `1523 MiB left (25 %)`, `unknown` */
  readonly text: string;
  readonly filled: Bytes | undefined;
  readonly whole: Bytes | undefined;
  /** Where the kubelet evicts. */
  readonly band: readonly [from: Bytes | undefined, to: Bytes | undefined];
  readonly color: string;
}

/** What is used or available, against the band in which the kubelet evicts; without the numbers an empty bar. */
export function HeadroomBar({ title, text, filled, whole, band: [from, to], color }: Props) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const percent = (part: Bytes) => `${whole ? Math.min(100, Math.max(0, (part / whole) * 100)) : 0}%`;
  return (
    <div>
      <div>{`${title}: ${text}`}</div>
      <div className={styles.bar} aria-hidden>
        {whole !== undefined && filled !== undefined && (
          <div className={styles.part} style={{ width: percent(filled), background: themeColor(theme, color) }} />
        )}
        {whole !== undefined && from !== undefined && to !== undefined && (
          <div
            className={styles.part}
            style={{
              left: percent(from),
              width: percent(to - from),
              background: themeColor(theme, 'red'),
              opacity: 0.45,
            }}
          />
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'relative',
    height: 10,
    marginTop: 4,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
  }),
  part: css({ position: 'absolute', top: 0, bottom: 0 }),
});
