import { EmbeddedScene, QueryVariable, SceneVariableSet } from '@grafana/scenes';
import { render, screen } from '@testing-library/react';
import React from 'react';

import { NodeNotice } from './NodeNotice';

type NodeState = Partial<QueryVariable['state']>;

function show(state: NodeState) {
  const node = new QueryVariable({ name: 'node', ...state });
  const scene = new EmbeddedScene({
    $variables: new SceneVariableSet({ variables: [node] }),
    body: new NodeNotice({}),
  });
  const notice = scene.state.body;
  return render(<notice.Component model={notice} />);
}

describe('NodeNotice', () => {
  it('is silent once there is a node', () => {
    expect(show({ value: 'lab-node' }).container).toBeEmptyDOMElement();
  });

  it.each<[string, NodeState, string]>([
    ['while it looks', { loading: true }, 'Looking for nodes…'],
    ['when there is none', {}, 'No node was recorded in this time range'],
    ['when none is chosen', { options: [{ label: 'a', value: 'a' }] }, 'Choose a node'],
    ['when the list failed', { error: new Error('connection refused') }, 'connection refused'],
    ['when it failed without an Error', { error: { message: 'Bad Gateway' } }, 'Bad Gateway'],
    ['when it failed without words', { error: {} }, 'Prometheus did not say why.'],
    ['when the list failed under a chosen node', { value: 'lab-node', error: 'timeout' }, 'timeout'],
  ])('speaks %s', (_, state, text) => {
    show(state);
    expect(screen.getByText(text)).toBeInTheDocument();
  });
});
