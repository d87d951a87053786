import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  /** The middle of the mark, in CSS pixels of the chart. */
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly content: React.ReactElement;
}

/** An unseen button over a drawn mark, so that the pointer and the Tab key find it, with what there is to say about it. */
export function MarkButton({ x, y, label, content }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <Tooltip placement="bottom" interactive content={content}>
      <button type="button" className={styles.button} style={{ left: x, top: y }} aria-label={label} />
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    position: 'absolute',
    transform: 'translate(-50%, -50%)',
    width: 20,
    height: 20,
    padding: 0,
    border: 'none',
    background: 'transparent',
    borderRadius: theme.shape.radius.default,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
});
