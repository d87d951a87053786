import { sceneGraph, type SceneFlexItem, type SceneObject } from '@grafana/scenes';

import { readNoNode } from '../../frames/noNodeFrame';

/** A behaviour of a scene: without a node these parts would only repeat that there is none. */
export const hideWithoutNode = (parts: readonly SceneFlexItem[]) => (scene: SceneObject) => {
  const source = sceneGraph.getData(scene);
  const apply = () => {
    const isHidden = readNoNode(source.state.data?.series ?? []) !== undefined;
    parts.filter(({ state }) => Boolean(state.isHidden) !== isHidden).forEach((part) => part.setState({ isHidden }));
  };
  apply();
  const stop = source.subscribeToState(apply);
  return () => stop.unsubscribe();
};
