import { QueryVariable, SceneObjectBase, sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React from 'react';

/** Says why there is no node to show; renders nothing when there is one. */
export class NodeNotice extends SceneObjectBase {
  static Component = NodeNoticeRenderer;
}

function NodeNoticeRenderer({ model }: SceneComponentProps<NodeNotice>) {
  const variable = sceneGraph.lookupVariable('node', model);
  return variable instanceof QueryVariable ? <Notice variable={variable} /> : null;
}

function Notice({ variable }: { variable: QueryVariable }) {
  const { loading, error, options, value } = variable.useState();
  if (error) {
    return (
      <Alert severity="error" title="The list of nodes could not be read">
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
    <Alert severity="warning" title="No node was found in this time range">
      Widen the time range, or choose another cluster or data source. If it stays empty, open the data source&apos;s
      settings and press “Save &amp; test”: it says which series Prometheus holds and how to get the missing ones.
    </Alert>
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
