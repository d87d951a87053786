import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  /** Of the cursor, in CSS pixels of the chart. */
  readonly x: number;
  readonly width: number;
  readonly children: React.ReactNode;
}

/** Values at the cursor that the arrow keys moved, beside it on the roomier side; read out as it moves. */
export function PointedValues({ x, width, children }: Props) {
  const styles = useStyles2(getStyles);
  const side = x > width / 2 ? { right: width - x + 12 } : { left: x + 12 };
  return (
    <div role="status" className={styles.box} style={side}>
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    position: 'absolute',
    top: 40,
    zIndex: theme.zIndex.tooltip,
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
    pointerEvents: 'none',
  }),
});
