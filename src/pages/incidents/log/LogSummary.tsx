import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import React from 'react';

import { counted } from '../../../domain/words/counted';
import type { LogReview } from '../../../domain/logs/readLog';

import type { Origin } from './loki/useLoki';

interface Props {
  readonly log: LogReview;
  /** Absent where the log was pasted, dropped or picked. */
  readonly origin?: Origin;
  readonly onRemove: () => void;
}

/** What the log held, and every line that was not understood, with its number. */
export function LogSummary({ log, origin, onRemove }: Props) {
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
      {origin && (
        <p className={styles.query}>
          {origin.text} <code>{origin.query}</code>
        </p>
      )}
      {origin?.warnings.map((warning) => (
        <Alert key={warning} severity="warning" title="The log may not be whole">
          {warning}
        </Alert>
      ))}
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
  query: css({ code: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } }),
  lines: css({ listStyle: 'none', overflowX: 'auto', code: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } }),
});
