import { sceneGraph, type SceneObject } from '@grafana/scenes';

import type { Looked } from './placeLink';

/** Data source, cluster, nodes, range and time zone of a scene, as its URL has them. */
export function lookedAt(scene: SceneObject): Looked {
  const { from, to, timeZone } = sceneGraph.getTimeRange(scene).state;
  const [dataSource] = valuesOf('ds', scene);
  const [cluster] = valuesOf('cluster', scene);
  return {
    nodes: valuesOf('node', scene),
    from,
    to,
    ...(dataSource && { dataSource }),
    ...(cluster && { cluster }),
    ...(timeZone && { timeZone }),
  };
}

/** None for "All", too: without a name every node is meant. */
function valuesOf(name: string, scene: SceneObject): readonly string[] {
  const variable = sceneGraph.lookupVariable(name, scene);
  if (variable && 'hasAllValue' in variable && typeof variable.hasAllValue === 'function' && variable.hasAllValue()) {
    return [];
  }
  return [variable?.getValue() ?? []]
    .flat()
    .map(String)
    .filter((value) => value !== '');
}
