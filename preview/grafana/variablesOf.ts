import type { TypedVariableModel } from '@grafana/data';
import { sceneGraph, type SceneObject, type SceneVariable } from '@grafana/scenes';

/** The variables that a scene sees, in the old form in which Grafana's service lists them. */
export const variablesOf = (scene: SceneObject): TypedVariableModel[] =>
  sceneGraph.getVariables(scene).state.variables.map(modelOf);

function modelOf(variable: SceneVariable): TypedVariableModel {
  const value = variable.getValue();
  const { type, name, label } = variable.state;
  return {
    type,
    name,
    label,
    current: { value, text: variable.getValueText?.() ?? value },
  } as unknown as TypedVariableModel;
}
