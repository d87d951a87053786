import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, useStyles2, type BadgeColor } from '@grafana/ui';
import React, { type ReactNode } from 'react';

import type { Confidence, Incident } from '../../domain/incidents/types';
import { BEGUN_BEFORE, culpritWithConfidence, VERDICT_WORDS } from '../../domain/incidents/verdictWords';

import { zoneName } from '../shared/times';

import { formatInterval } from './formatInterval';

interface Props {
  readonly incident: Incident;
  readonly timeZone: string;
  /** What can be done with it. */
  readonly children: ReactNode;
}

const CONFIDENCE_COLOR: Readonly<Record<Confidence, BadgeColor>> = {
  certain: 'green',
  likely: 'blue',
  possible: 'orange',
};

/** What happened in one sentence, and the four things one asks first: what, how sure, when, by whom. */
export function IncidentHeader({ incident, timeZone, children }: Props) {
  const styles = useStyles2(getStyles);
  const { headline, verdict, memory, confidence, confidenceRule, culprit, race, begunBefore } = incident;
  const { name, meaning } = VERDICT_WORDS[verdict];
  return (
    <header className={styles.header}>
      <h2 className={styles.headline}>{headline}</h2>
      <div className={styles.badges}>
        <Badge text={name} tooltip={meaning} color={memory ? 'red' : 'purple'} />
        <Badge text={confidence} tooltip={confidenceRule} color={CONFIDENCE_COLOR[confidence]} />
        <Badge
          text={`${formatInterval(incident, timeZone)} ${zoneName(incident.end, timeZone)}`}
          color="blue"
          icon="clock-nine"
        />
        <Badge text={`culprit: ${culpritWithConfidence(culprit)}`} color="orange" />
        {race && (
          <Badge
            text="race"
            tooltip="The kubelet evicted and the kernel killed within the same seconds."
            color="orange"
          />
        )}
        <span className={styles.actions}>{children}</span>
      </div>
      <p className={styles.meaning}>{begunBefore ? `${meaning} ${BEGUN_BEFORE}` : meaning}</p>
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({ width: '100%' }),
  headline: css({ ...theme.typography.h3, margin: theme.spacing(0, 0, 1), overflowWrap: 'anywhere' }),
  badges: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginLeft: 'auto' }),
  meaning: css({ color: theme.colors.text.secondary, margin: theme.spacing(1, 0, 0) }),
});
