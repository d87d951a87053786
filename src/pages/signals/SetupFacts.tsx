import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Setup } from '../../prometheus/signals/evaluateSetup';

import { setupFacts } from './signalsWords';

/** Server, scrapes, labels, staleness and rules, each in a line. */
export function SetupFacts({ setup }: { readonly setup: Setup }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.list}>
      {setupFacts(setup).map(({ name, text }) => (
        <React.Fragment key={name}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.text}>{text}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr', rowGap: 0 },
  }),
  name: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightMedium }),
  text: css({
    margin: 0,
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('sm')]: { marginBottom: theme.spacing(1) },
  }),
});
