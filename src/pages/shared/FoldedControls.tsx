import { SceneObjectBase, type SceneComponentProps, type SceneObject, type SceneObjectState } from '@grafana/scenes';
import React from 'react';

import { Folded } from './Folded';

interface FoldedControlsState extends SceneObjectState {
  readonly controls: readonly SceneObject[];
  readonly open?: boolean;
}

/** A scene's controls that a phone folds behind one button. */
export class FoldedControls extends SceneObjectBase<FoldedControlsState> {
  static Component = FoldedControlsRenderer;

  readonly onToggle = () => this.setState({ open: !this.state.open });
}

function FoldedControlsRenderer({ model }: SceneComponentProps<FoldedControls>) {
  const { controls, open = false } = model.useState();
  return (
    <Folded open={open} onToggle={model.onToggle}>
      {controls.map((control) => (
        <control.Component key={control.state.key} model={control} />
      ))}
    </Folded>
  );
}
