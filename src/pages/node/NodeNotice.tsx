import { QueryVariable, SceneObjectBase, sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React from 'react';

import { readNoNode } from '../../frames/noNodeFrame';
import { NoNode } from '../shared/NoNode';
import { LONG_WORDS } from '../shared/longWords';

/** Says why there is no node to show; renders nothing when there is one. */
export class NodeNotice extends SceneObjectBase {
  static Component = NodeNoticeRenderer;
}

function NodeNoticeRenderer({ model }: SceneComponentProps<NodeNotice>) {
  const variable = sceneGraph.lookupVariable('node', model);
  return variable instanceof QueryVariable ? <Notice variable={variable} model={model} /> : null;
}

function Notice({ variable, model }: { variable: QueryVariable; model: NodeNotice }) {
  const { data } = sceneGraph.getData(model).useState();
  const { loading, error, options, value } = variable.useState();
  if (error) {
    return (
      <Alert className={LONG_WORDS} severity="error" title="The list of nodes could not be read">
        {messageOf(error)}
      </Alert>
    );
  }
  if (value !== '') {
    return null;
  }
  if (loading) {
    return <LoadingPlaceholder text="Looking for nodes…" />;
  }
  return options.length > 0 ? (
    <Alert severity="info" title="Choose a node" />
  ) : (
    <NoNode model={model} noNode={readNoNode(data?.series ?? []) ?? {}} />
  );
}

function messageOf(error: unknown): string {
  if (error instanceof Error) {
    return error.message;
  }
  if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string') {
    return error.message;
  }
  return typeof error === 'string' ? error : 'Prometheus did not say why.';
}
