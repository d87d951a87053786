import { css, cx } from '@emotion/css';
import { dateTimeFormat, locationUtil, type GrafanaTheme2, type IconName } from '@grafana/data';
import { hasPermission } from '@grafana/runtime';
import { Icon, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import { evidenceQuery } from '../../domain/incidents/evidenceQuery';
import type { Evidence, MissingEvidence } from '../../domain/incidents/types';
import { narrowRange } from '../shared/narrowRange';

import { CLOCK_FORMAT } from '../shared/times';
import { exploreLink } from './exploreLink';

interface Props {
  readonly evidence: readonly Evidence[];
  readonly missing: readonly MissingEvidence[];
  readonly timeZone: string;
  /** The wrapped Prometheus; undefined when it cannot be known. */
  readonly promUid?: string;
}

/** Items of evidence and what was not there to be seen, each with its source. */
export function EvidenceList({ evidence, missing, timeZone, promUid }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {evidence.map((item, index) => (
        // Two sources may say the same in the same words.
        <li key={`${index} ${item.text}`}>
          <Mark speaks={item.speaks} />
          <div className={styles.what}>
            <div>{item.text}</div>
            <div className={styles.source}>
              {[item.source, item.value && `seen: ${item.value}`, item.threshold && `line: ${item.threshold}`]
                .filter(Boolean)
                .join(' · ')}
              <InExplore item={item} promUid={promUid} />
            </div>
          </div>
          <time dateTime={new Date(item.at).toISOString()}>
            {dateTimeFormat(item.at, { timeZone, format: CLOCK_FORMAT })}
          </time>
        </li>
      ))}
      {missing.map(({ what, setting }) => (
        <li key={what}>
          <Mark speaks="missing" />
          <div className={styles.what}>
            <div>{what}</div>
            <div className={styles.source}>{setting}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The series the item came from, in the minutes around its moment. Without the right to explore, Grafana leads home. */
function InExplore({ item, promUid }: { readonly item: Evidence; readonly promUid?: string }) {
  const query = evidenceQuery(item);
  if (query === undefined || !promUid || !hasPermission('datasources:explore')) {
    return null;
  }
  const range = narrowRange({ from: item.at, to: item.at });
  return (
    <>
      {' · '}
      <TextLink
        inline
        external
        variant="bodySmall"
        href={locationUtil.assureBaseUrl(exploreLink({ ...range, query, promUid }))}
      >
        open in Explore
      </TextLink>
    </>
  );
}

type Speaks = Evidence['speaks'] | 'missing';

const MARK: Readonly<Record<Speaks, { icon: IconName; words: string }>> = {
  for: { icon: 'check-circle', words: 'speaks for it' },
  against: { icon: 'times-circle', words: 'speaks against it' },
  context: { icon: 'info-circle', words: 'to know' },
  missing: { icon: 'question-circle', words: 'not seen' },
};

/** All of one size, so that the texts stand in one line. */
function Mark({ speaks }: { readonly speaks: Speaks }) {
  const styles = useStyles2(getStyles);
  const { icon, words } = MARK[speaks];
  return (
    <span className={cx(styles.mark, styles[speaks])} role="img" aria-label={words} title={words}>
      <Icon name={icon} size="sm" aria-hidden />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    li: { display: 'flex', gap: theme.spacing(1), padding: theme.spacing(0.5, 0) },
    time: { color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' },
  }),
  what: css({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
  source: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  for: css({ color: theme.colors.success.text }),
  against: css({ color: theme.colors.error.text }),
  context: css({ color: theme.colors.text.secondary }),
  missing: css({ color: theme.colors.warning.text }),
  mark: css({ flex: 'none', width: theme.spacing(2), textAlign: 'center' }),
});
