import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Alternative, Incident } from '../../domain/incidents/types';
import { VERDICT_WORDS } from '../../domain/incidents/verdictWords';
import { Section } from '../shared/Section';

import { EvidenceList } from './EvidenceList';

interface Props {
  readonly incident: Incident;
  readonly timeZone: string;
  readonly promUid?: string;
}

/** What else it could have been: each other cause in a line, with what rules it out, its evidence a click away. */
export function AlternativesSection({ incident, timeZone, promUid }: Props) {
  const styles = useStyles2(getStyles);
  // A log may have settled it otherwise since.
  const others = (incident.alternatives ?? []).filter(({ verdict }) => verdict !== incident.verdict);
  const left = others.filter(({ standing }) => standing !== 'ruled out');
  if (others.length === 0) {
    return null;
  }
  return (
    <Section title="What else it could have been">
      {left.length === 0 && <p>Nothing that is thought of: a measurement rules out every other cause.</p>}
      <ul className={styles.list}>
        {others.map((other) => (
          <li key={other.verdict}>
            <details>
              <summary className={styles.line}>
                <b className={styles[other.standing]}>{VERDICT_WORDS[other.verdict].name}</b>
                <span className={styles.standing}>{other.standing}: </span>
                {other.because}
              </summary>
              <div className={styles.details}>
                <p>{VERDICT_WORDS[other.verdict].meaning}</p>
                <EvidenceList evidence={other.evidence} missing={other.missing} timeZone={timeZone} promUid={promUid} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const name = (color: string) => css({ color, marginRight: theme.spacing(1) });
  const standings: Readonly<Record<Alternative['standing'], string>> = {
    'fits too': name(theme.colors.warning.text),
    open: name(theme.colors.warning.text),
    unlikely: name(theme.colors.text.secondary),
    'ruled out': name(theme.colors.text.secondary),
  };
  return {
    ...standings,
    list: css({ listStyle: 'none' }),
    line: css({ cursor: 'pointer', padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' }),
    standing: css({ color: theme.colors.text.secondary }),
    details: css({ paddingLeft: theme.spacing(2), borderLeft: `1px solid ${theme.colors.border.weak}` }),
  };
};
