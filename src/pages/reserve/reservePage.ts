import {
  SceneDataTransformer,
  SceneFlexItem,
  type CustomTransformOperator,
  type EmbeddedScene,
  type SceneAppPage,
  type VizPanel,
} from '@grafana/scenes';
import { map } from 'rxjs';

import type { TidemarkQuery } from '../../datasource/query';
import { isTried, tryReserve } from '../../domain/reserve/tryReserve';
import { readNodeMemory } from '../../frames/readNodeMemory';
import { replaceLines } from '../../frames/replaceLines';
import { buildPage, chartPanel, runner, section } from '../shared/buildScene';
import { buildNodePageScene } from '../shared/nodePageScene';
import { PageLinks } from '../shared/PageLinks';

import { OvercommitSection } from './OvercommitSection';
import { ReplaySection } from './ReplaySection';
import { ReserveSection } from './ReserveSection';
import { ReserveSettings } from './ReserveSettings';

/** The article's Figure 2 for this node: how reserve and threshold put its lines, and where other settings would. */
export function buildReservePage(path: string): SceneAppPage {
  return buildPage(
    path,
    {
      title: 'Reserve',
      subTitle: 'How reserve and eviction threshold cut up this node’s memory, and what other settings would do.',
    },
    buildReserveScene
  );
}

const MEMORY: TidemarkQuery = { refId: 'A', kind: 'nodeMemory', cluster: '$cluster', node: '$node' };
const INCIDENTS: TidemarkQuery = { refId: 'B', kind: 'incidents', cluster: '$cluster', node: '$node' };
const ORDER: TidemarkQuery = { refId: 'C', kind: 'evictionOrder', cluster: '$cluster', node: '$node', by: 'kubelet' };

export function buildReserveScene(): EmbeddedScene {
  const settings = new ReserveSettings();
  return buildNodePageScene({
    last: 'now-6h',
    data: runner(MEMORY),
    controls: [new PageLinks({ to: ['node', 'incidents'] })],
    parts: [
      section(new ReserveSection({ settings })),
      new SceneFlexItem({ minHeight: 420, body: buildChart(settings) }),
      section(new ReplaySection({ settings, $data: runner(INCIDENTS) })),
      section(new OvercommitSection({ settings, $data: runner(ORDER) })),
    ],
  });
}

/** The node's own curves against the lines as tried. */
function buildChart(settings: ReserveSettings): VizPanel {
  const transformer = new SceneDataTransformer({ transformations: [withTriedLines(settings)] });
  transformer.addActivationHandler(() => {
    const stop = settings.subscribeToState(() => transformer.reprocessTransformations());
    return () => stop.unsubscribe();
  });
  return chartPanel({ view: 'both' }, transformer);
}

function withTriedLines(settings: ReserveSettings): CustomTransformOperator {
  return () => (source) =>
    source.pipe(
      map((frames) => {
        const view = readNodeMemory(frames, []);
        const lines =
          view && isTried(settings.state) ? tryReserve(view.memory.current, settings.state).lines : undefined;
        return lines ? replaceLines(frames, lines) : frames;
      })
    );
}
