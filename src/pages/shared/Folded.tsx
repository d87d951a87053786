import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

interface Props {
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

/** What a phone folds behind one button, so that what was asked for comes first; elsewhere it stands as it is. */
export function Folded({ open, onToggle, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <Button
        className={styles.button}
        variant="secondary"
        icon={open ? 'angle-up' : 'filter'}
        aria-expanded={open}
        onClick={onToggle}
      >
        Filters
      </Button>
      <div className={cx(styles.controls, !open && styles.folded)}>{children}</div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const phone = theme.breakpoints.down('sm');
  return {
    button: css({ display: 'none', [phone]: { display: 'inline-flex' } }),
    controls: css({
      display: 'contents',
      [phone]: { display: 'flex', flexDirection: 'column', gap: theme.spacing(1), width: '100%' },
    }),
    folded: css({ [phone]: { '&&': { display: 'none' } } }),
  };
};
