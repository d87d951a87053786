import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';

import { counted } from '../../../domain/counted';
import type { LogReview } from '../../../domain/logs/readLog';

interface Props {
  readonly log: LogReview;
  readonly onRemove: () => void;
}

/** What the log held, and every line that was not understood, with its number. */
export function LogSummary({ log, onRemove }: Props) {
  const styles = useStyles2(getStyles);
  const { lines, ooms, evictions, notUnderstood, notUnderstoodCount, leftOut } = log;
  return (
    <div className={styles.box}>
      <p>
        {`The log holds ${counted(lines, 'line')}, ${counted(ooms.length, 'OOM report')} and ${counted(evictions.length, 'kubelet eviction line')}. `}
        {leftOut > 0 && `${leftOut} more went beyond what is kept in memory. `}
        <Button variant="secondary" size="sm" fill="text" onClick={onRemove}>
          Remove the log
        </Button>
      </p>
      {notUnderstoodCount > 0 && (
        <details>
          <summary>{`${counted(notUnderstoodCount, 'line')} about OOM kills could not be understood`}</summary>
          <ol className={styles.lines}>
            {notUnderstood.map(({ line, text }) => (
              <li key={line}>
                <b>{line}</b> <code>{text}</code>
              </li>
            ))}
          </ol>
          {notUnderstoodCount > notUnderstood.length && (
            <p>{`… and ${notUnderstoodCount - notUnderstood.length} more.`}</p>
          )}
        </details>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ fontSize: theme.typography.bodySmall.fontSize }),
  lines: css({ listStyle: 'none', overflowX: 'auto', code: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } }),
});
