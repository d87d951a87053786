import { VariableHide } from '@grafana/data';
import { QueryVariable, sceneGraph, type SceneObject } from '@grafana/scenes';

/** A behaviour of a scene: the picker of that variable is there only while it has something to pick. */
export const hideEmptyPicker = (name: string) => (scene: SceneObject) => {
  const variable = sceneGraph.lookupVariable(name, scene);
  if (!(variable instanceof QueryVariable)) {
    return undefined;
  }
  const apply = () => {
    const hide = isEmpty(variable) ? VariableHide.hideVariable : VariableHide.dontHide;
    if (hide !== variable.state.hide) {
      variable.setState({ hide });
    }
  };
  apply();
  const stop = variable.subscribeToState(apply);
  return () => stop.unsubscribe();
};

/** An empty name stands for series without that label. An error must be seen. */
const isEmpty = ({ state }: QueryVariable) => !state.error && state.options.every(({ value }) => value === '');
