import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Setting } from './settings/setting';

interface Props {
  readonly setting: Setting;
  readonly isScraped: boolean;
  /** The series that it brings back, for who hears the page. */
  readonly names: readonly string[];
}

/** A setting to copy, and where it goes; or that it is not known. */
export function SettingText({ setting, isScraped, names }: Props) {
  const styles = useStyles2(getStyles);
  if (setting.kind === 'not-known') {
    return <p className={styles.where}>{setting.why}</p>;
  }
  return (
    <div>
      {isScraped && (
        <p className={styles.scraped}>
          Other series of this exporter are there, so it is scraped: these are dropped by a relabeling, or this version
          does not export them.
        </p>
      )}
      <div className={styles.head}>
        <span className={styles.where}>{setting.where}</span>
        <ClipboardButton variant="secondary" size="sm" icon="copy" getText={() => setting.text}>
          Copy
        </ClipboardButton>
      </div>
      <pre className={styles.text} aria-label={`Setting for ${names.join(', ')}`}>
        {setting.text}
      </pre>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(0.5),
  }),
  scraped: css({ margin: theme.spacing(0, 0, 1) }),
  where: css({ color: theme.colors.text.secondary, margin: 0 }),
  text: css({
    fontSize: theme.typography.bodySmall.fontSize,
    margin: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
});
