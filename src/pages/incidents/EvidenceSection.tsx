import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

import { CONFIDENCE_WORDS } from '../../domain/incidents/verdictWords';
import type { Incident } from '../../domain/incidents/types';
import { Section } from '../shared/Section';

import { zoneName } from '../shared/times';
import { EvidenceList } from './EvidenceList';

interface Props {
  readonly incident: Incident;
  readonly timeZone: string;
  /** The wrapped Prometheus; undefined when it cannot be known. */
  readonly promUid?: string;
  /** Where a log is added. */
  readonly children?: ReactNode;
}

/** Why the verdict is what it is, item by item, and what was not there to be seen. */
export function EvidenceSection({ incident, timeZone, promUid, children }: Props) {
  const styles = useStyles2(getStyles);
  const { evidence, missing, confidence, confidenceRule } = incident;
  return (
    <Section title="Why we say so" note={`times in ${zoneName(incident.start, timeZone)}`}>
      <p>
        <b>{confidence}:</b> {confidenceRule || CONFIDENCE_WORDS[confidence]}
      </p>
      <EvidenceList evidence={evidence} missing={missing} timeZone={timeZone} promUid={promUid} />
      <div className={styles.log}>{children}</div>
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  log: css({ marginTop: theme.spacing(1) }),
});
