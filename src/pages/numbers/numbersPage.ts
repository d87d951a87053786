import {
  EmbeddedScene,
  SceneAppPage,
  SceneControlsSpacer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VariableValueSelectors,
} from '@grafana/scenes';

import type { NumbersQuery } from '../../datasource/query';
import { APP_ROOT } from '../ids';
import { hideWithoutNode } from '../node/hideWithoutNode';
import { NodeNotice } from '../node/NodeNotice';
import { hideEmptyPicker } from '../shared/hideEmptyPicker';
import { PageLinks } from '../shared/PageLinks';
import { buildPickers, DATASOURCE } from '../shared/pickers';

import { NumbersSection } from './NumbersSection';

/** Which number is right? The same memory by every tool's number, and why they differ. */
export function buildNumbersPage(path: string): SceneAppPage {
  return new SceneAppPage({
    title: 'Which number is right?',
    subTitle: 'The same memory by every tool’s number, why they differ, and which of them evicts or kills.',
    url: `${APP_ROOT}/${path}`,
    routePath: `${path}/*`,
    getScene: buildNumbersScene,
  });
}

export function buildNumbersScene(): EmbeddedScene {
  const runner = new SceneQueryRunner({ datasource: DATASOURCE, queries: [numbersQuery(undefined)] });
  const section = new NumbersSection({});
  section.addActivationHandler(() => {
    const ask = (pod: string | undefined) => {
      runner.setState({ queries: [numbersQuery(pod)] });
      runner.runQueries();
    };
    // The pod of the URL is there before the first question is asked.
    runner.setState({ queries: [numbersQuery(section.state.pod)] });
    const stop = section.subscribeToState(({ pod }, before) => (pod === before.pod ? undefined : ask(pod)));
    return () => stop.unsubscribe();
  });
  const item = new SceneFlexItem({ ySizing: 'content', body: section });
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-1h', to: 'now' }),
    $variables: buildPickers('one'),
    $behaviors: [hideEmptyPicker('cluster'), hideWithoutNode([item])],
    $data: runner,
    controls: [
      new VariableValueSelectors({}),
      new PageLinks({ to: ['node', 'incidents'] }),
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true }),
    ],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [new SceneFlexItem({ ySizing: 'content', body: new NodeNotice({}) }), item],
    }),
  });
}

const numbersQuery = (pod: string | undefined): NumbersQuery => ({
  refId: 'A',
  kind: 'numbers',
  cluster: '$cluster',
  node: '$node',
  ...(pod !== undefined && { pod }),
});
