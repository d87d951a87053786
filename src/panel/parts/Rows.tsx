import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Row } from '../eventRows';

/** Names on the left, what they are on the right. */
export function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.rows}>
      {rows.map(([label, text], index) => (
        <React.Fragment key={index}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.text}>{text}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(0.5, 0),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  label: css({ color: theme.colors.text.secondary }),
  text: css({ margin: 0, overflowWrap: 'anywhere' }),
});
