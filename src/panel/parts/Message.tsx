import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  readonly title: string;
  readonly text: string;
  /** Folded away until asked for. */
  readonly details?: readonly string[];
  /** Goes to where there is data. */
  readonly onShow?: () => void;
  readonly width: number;
  readonly height: number;
}

/** Words instead of a chart. */
export function Message({ title, text, details = [], onShow, width, height }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} style={{ width, height }} role="status">
      <div className={styles.title}>{title}</div>
      {text && <div className={styles.text}>{text}</div>}
      {onShow && <Button onClick={onShow}>Show the hour before that</Button>}
      {details.length > 0 && (
        <details className={styles.text}>
          <summary>{`What is missing (${details.length})`}</summary>
          <ul className={styles.details}>
            {details.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'safe center',
    gap: theme.spacing(1),
    overflow: 'auto',
    textAlign: 'center',
  }),
  title: css({ fontSize: theme.typography.h5.fontSize, overflowWrap: 'anywhere' }),
  text: css({ maxWidth: 640, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  details: css({ margin: theme.spacing(1, 2), textAlign: 'left' }),
});
