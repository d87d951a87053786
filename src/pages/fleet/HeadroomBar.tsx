import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';

import type { Bytes } from '../../domain/units';
import { formatMiB } from '../../domain/quantity/formatBytes';
import { themeColor } from '../../frames/colors';

import { Unbroken } from './Unbroken';

interface Props {
  readonly title: string;
  /** `1523 MiB left (25 %)`, `unknown` */
  readonly text: string;
  readonly used: Bytes | undefined;
  /** Where the kubelet begins to evict. */
  readonly line: Bytes | undefined;
  /** The end of the bar, and of the band in which the kubelet evicts. */
  readonly whole: Bytes | undefined;
  readonly color: string;
}

/** What is used, and before it the band in which the kubelet evicts; without the numbers an empty bar. */
export function HeadroomBar({ title, text, used, line, whole, color }: Props) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const percent = (part: Bytes) => `${whole ? Math.min(100, Math.max(0, (part / whole) * 100)) : 0}%`;
  const exact = [
    ...(used === undefined ? [] : [`uses ${formatMiB(used)}`]),
    ...(line === undefined ? [] : [`evicts from ${formatMiB(line)}`]),
    ...(line !== undefined && used !== undefined ? [`${formatMiB(line - used)} left`] : []),
  ];
  return (
    <div title={exact.length > 0 ? `${title}: ${exact.join(', ')}` : undefined}>
      <div>
        <Unbroken text={`${title}: ${text}`} />
      </div>
      <div className={styles.bar} aria-hidden>
        {whole !== undefined && line !== undefined && (
          <div className={styles.band} style={{ left: percent(line), width: percent(whole - line) }} />
        )}
        {whole !== undefined && used !== undefined && (
          <div className={styles.used} style={{ width: percent(used), background: themeColor(theme, color) }} />
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const red = themeColor(theme, 'red');
  return {
    bar: css({
      position: 'relative',
      height: 10,
      marginTop: 4,
      background: theme.colors.background.secondary,
      border: `1px solid ${theme.colors.border.weak}`,
    }),
    used: css({ position: 'absolute', top: 2, bottom: 2, left: 0 }),
    // Where the pods' limit is unknown the band has no width; its line is seen all the same.
    band: css({
      position: 'absolute',
      top: 0,
      bottom: 0,
      minWidth: 2,
      borderLeft: `2px solid ${red}`,
      background: `color-mix(in srgb, ${red} 45%, transparent)`,
    }),
  };
};
