import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { FleetItem } from './fleetItems';

interface Props {
  readonly item: Exclude<FleetItem, { readonly node: unknown }>;
  readonly onFold: (group: string) => void;
}

/** A section's name and its own headline; a click folds its nodes away. */
export function FleetGroupHeader({ item: { group, title, headline, isFolded }, onFold }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <button type="button" className={styles.header} aria-expanded={!isFolded} onClick={() => onFold(group)}>
      <Icon name={isFolded ? 'angle-right' : 'angle-down'} />
      <span>
        <strong>{title}</strong>
        {`: ${headline}`}
      </span>
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    display: 'flex',
    gap: theme.spacing(0.5),
    alignItems: 'baseline',
    width: '100%',
    padding: theme.spacing(1, 0.5),
    border: 'none',
    textAlign: 'left',
    overflowWrap: 'anywhere',
    color: theme.colors.text.primary,
    background: theme.colors.background.secondary,
    strong: { fontWeight: theme.typography.fontWeightBold },
  }),
});
