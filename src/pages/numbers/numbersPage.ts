import type { EmbeddedScene, SceneAppPage } from '@grafana/scenes';

import type { NumbersQuery } from '../../datasource/query';
import { buildPage, runner, section } from '../shared/buildScene';
import { buildNodePageScene } from '../shared/nodePageScene';
import { PageLinks } from '../shared/PageLinks';

import { NumbersSection } from './NumbersSection';

/** Which number is right? The same memory by every tool's number, and why they differ. */
export function buildNumbersPage(path: string): SceneAppPage {
  return buildPage(
    path,
    {
      title: 'Which number is right?',
      subTitle: 'The same memory by every tool’s number, why they differ, and which of them evicts or kills.',
    },
    buildNumbersScene
  );
}

export function buildNumbersScene(): EmbeddedScene {
  const numbers = runner(numbersQuery(undefined));
  const numbersSection = new NumbersSection({});
  numbersSection.addActivationHandler(() => {
    const ask = (pod: string | undefined) => {
      numbers.setState({ queries: [numbersQuery(pod)] });
      numbers.runQueries();
    };
    // The pod of the URL is there before the first question is asked.
    numbers.setState({ queries: [numbersQuery(numbersSection.state.pod)] });
    const stop = numbersSection.subscribeToState(({ pod }, before) => (pod === before.pod ? undefined : ask(pod)));
    return () => stop.unsubscribe();
  });
  return buildNodePageScene({
    last: 'now-1h',
    data: numbers,
    controls: [new PageLinks({ to: ['node', 'incidents'] })],
    parts: [section(numbersSection)],
  });
}

const numbersQuery = (pod: string | undefined): NumbersQuery => ({
  refId: 'A',
  kind: 'numbers',
  cluster: '$cluster',
  node: '$node',
  ...(pod !== undefined && { pod }),
});
