import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** Beside the title, for what holds for all below it: `times in UTC`. */
  readonly note?: string;
  readonly children: ReactNode;
}

/** A titled box in the look of a panel, for what is no panel. */
export function Section({ title, note, children }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section className={styles.box} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {note && <span className={styles.note}>{note}</span>}
      </header>
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    width: '100%',
    padding: theme.spacing(1.5, 2),
    background: theme.components.panel.background,
    border: `1px solid ${theme.components.panel.borderColor}`,
    borderRadius: theme.shape.radius.default,
  }),
  header: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1), marginBottom: theme.spacing(1) }),
  title: css({ ...theme.typography.h6, margin: 0 }),
  note: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, alignSelf: 'center' }),
});
