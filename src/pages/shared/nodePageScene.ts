import { VariableValueSelectors, type EmbeddedScene, type SceneFlexItem, type SceneQueryRunner } from '@grafana/scenes';

import { hideWithoutNode } from '../node/hideWithoutNode';
import { NodeNotice } from '../node/NodeNotice';

import { buildScene, section, type SceneParts } from './buildScene';
import { hideEmptyPicker } from './hideEmptyPicker';
import { buildPickers } from './pickers';

interface NodeParts {
  readonly last: string;
  readonly data: SceneQueryRunner;
  /** Behind the pickers of cluster and node. */
  readonly controls: SceneParts['controls'];
  readonly parts: readonly SceneFlexItem[];
  /** Those that have nothing to say while no node was recorded; all, unless given. */
  readonly hidden?: readonly SceneFlexItem[];
}

/** A page about one node, which is chosen in the URL; a notice in its place where none was recorded. */
export function buildNodePageScene({ last, data, controls, parts, hidden = parts }: NodeParts): EmbeddedScene {
  return buildScene({
    last,
    variables: buildPickers('one'),
    // Most Prometheus servers hold one cluster and no label for it.
    behaviors: [hideEmptyPicker('cluster'), hideWithoutNode([...hidden])],
    data,
    controls: [new VariableValueSelectors({}), ...controls],
    parts: [section(new NodeNotice({})), ...parts],
  });
}
