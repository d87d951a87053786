import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';

import { counted } from '../../domain/words/counted';
import type { Finding } from '../../domain/provenance';

/** What the data lacks or contradicts: the gravest or the only one in words, all of them on hover and focus. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const styles = useStyles2(getStyles);
  const [first] = sorted(findings);
  if (!first) {
    return null;
  }
  const words = first.severity === 'info' && findings.length > 1 ? counted(findings.length, 'note') : first.text;
  const more = first.severity !== 'info' && findings.length > 1 ? ` (+${findings.length - 1})` : '';
  return (
    <Tooltip content={<FindingList findings={findings} />} placement="bottom-end" interactive>
      <button type="button" className={styles.badge} aria-label={`About this data: ${words}${more}`}>
        <Icon name={first.severity === 'info' ? 'info-circle' : 'exclamation-triangle'} size="sm" />
        <span className={styles.words}>{words}</span>
        {more && <span>{more}</span>}
      </button>
    </Tooltip>
  );
}

function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {sorted(findings).map((finding, index) => (
        <li key={index}>
          {finding.text}
          {finding.remedy && <div className={styles.remedy}>{finding.remedy}</div>}
        </li>
      ))}
    </ul>
  );
}

const SEVERITIES: ReadonlyArray<Finding['severity']> = ['error', 'warning', 'info'];

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

const getStyles = (theme: GrafanaTheme2) => ({
  badge: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    flexShrink: 1,
    minWidth: 0,
    maxWidth: '45%',
    height: 22,
    padding: theme.spacing(0, 1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.pill,
    background: 'transparent',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  words: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  list: css({ margin: 0, paddingLeft: theme.spacing(2), fontSize: theme.typography.bodySmall.fontSize }),
  remedy: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
