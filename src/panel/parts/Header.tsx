import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Finding } from '../../domain/provenance';
import { HEIGHT } from '../layout/zones';
import { Findings } from './Findings';

interface Props {
  readonly headline: string | undefined;
  /** Lines the headline may take. */
  readonly lines: 1 | 2;
  readonly subline: string | undefined;
  readonly findings: readonly Finding[];
}

/** What happened, where and when; what the data lacks, on the right. */
export function Header({ headline, lines, subline, findings }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.header}>
      <div className={styles.texts}>
        {headline !== undefined && (
          <div className={cx(styles.headline, lines === 2 && styles.twoLines)} title={headline}>
            {headline}
          </div>
        )}
        {subline !== undefined && <div className={styles.subline}>{subline}</div>}
      </div>
      <Findings findings={findings} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const line = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    header: css({
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(2),
      paddingRight: theme.spacing(1),
    }),
    texts: css({ minWidth: 0, paddingLeft: theme.spacing(1) }),
    headline: css({
      ...line,
      height: HEIGHT.headline,
      lineHeight: `${HEIGHT.headline}px`,
      fontSize: 17,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    twoLines: css({
      height: 2 * HEIGHT.headline,
      whiteSpace: 'normal',
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical',
      WebkitLineClamp: 2,
    }),
    subline: css({
      ...line,
      height: HEIGHT.subline,
      lineHeight: `${HEIGHT.subline}px`,
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.secondary,
    }),
  };
};
