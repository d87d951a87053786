import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

import type { Incident } from '../../domain/incidents/types';
import { Section } from '../shared/Section';

import { CLOCK_FORMAT } from './clock';

interface Props {
  readonly incident: Incident;
  readonly timeZone: string;
  /** The order of eviction. */
  readonly children: ReactNode;
}

/** What would have prevented it, and whom the kubelet would have taken next. */
export function PreventionSection({ incident: { prevention, start }, timeZone, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Section title="What would have prevented it">
      {prevention.length === 0 && <p>Nothing that the data shows.</p>}
      {prevention.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <h3
        className={styles.title}
      >{`Order of eviction at ${dateTimeFormat(start, { timeZone, format: CLOCK_FORMAT })}`}</h3>
      {children}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ ...theme.typography.h6, margin: theme.spacing(2, 0, 1) }),
});
