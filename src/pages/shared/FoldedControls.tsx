import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { SceneObjectBase, type SceneComponentProps, type SceneObject, type SceneObjectState } from '@grafana/scenes';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';

interface FoldedControlsState extends SceneObjectState {
  readonly controls: readonly SceneObject[];
  readonly open?: boolean;
}

/** Controls that a phone folds behind one button, so that what was asked for comes first. */
export class FoldedControls extends SceneObjectBase<FoldedControlsState> {
  static Component = FoldedControlsRenderer;

  readonly onToggle = () => this.setState({ open: !this.state.open });
}

function FoldedControlsRenderer({ model }: SceneComponentProps<FoldedControls>) {
  const styles = useStyles2(getStyles);
  const { controls, open = false } = model.useState();
  return (
    <>
      <Button
        className={styles.button}
        variant="secondary"
        icon={open ? 'angle-up' : 'filter'}
        aria-expanded={open}
        onClick={model.onToggle}
      >
        Filters
      </Button>
      <div className={cx(styles.controls, !open && styles.folded)}>
        {controls.map((control) => (
          <control.Component key={control.state.key} model={control} />
        ))}
      </div>
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
