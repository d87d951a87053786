import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { ORDER_WORDS } from '../../domain/fleet/risk';

import { COLUMNS } from './columns';

/** The order of the list in words, and what each part of a row means. */
export function FleetLegend({ shown, all }: { readonly shown: number; readonly all: number }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {all > 1 && <p className={styles.order}>{`${shown} of ${all} nodes. ${ORDER_WORDS}`}</p>}
      <details className={styles.note}>
        <summary>What each part of a row means</summary>
        <dl className={styles.list}>
          {Object.values(COLUMNS).map(({ header, about }) => (
            <React.Fragment key={header}>
              <dt>{header}</dt>
              <dd>{about}</dd>
            </React.Fragment>
          ))}
        </dl>
      </details>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  order: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: theme.spacing(1, 0, 0.5) }),
  note: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  list: css({
    margin: theme.spacing(0.5, 0, 0),
    dt: { color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium },
    dd: { margin: theme.spacing(0, 0, 0.5) },
  }),
});
