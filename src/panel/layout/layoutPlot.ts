import { layoutBands } from './bands';
import { ghostCurve, nodeCurve, nodeLine, podsCurve, projectedCurves } from './curves';
import { layoutEventMarks, type EventTarget } from './eventMarks';
import { isDrawn, layoutLabels, type LabelColumn } from './labelColumn';
import type { LineName } from './names';
import { layoutPressureLane } from './pressureLane';
import { layoutNoteMarks, type NoteTarget } from './noteMarks';
import { withRims } from './rims';
import type { Scene } from './scene';
import type { Polyline, Shape } from './shapes';

export interface PlotLayout {
  /** In drawing order: later shapes cover earlier ones. */
  readonly shapes: readonly Shape[];
  readonly targets: readonly EventTarget[];
  readonly noteTargets: readonly NoteTarget[];
}

/** Everything inside the axes and beside them: bands, lines, curves, events, conditions, labels. */
export function layoutPlot(scene: Scene, column: LabelColumn): PlotLayout {
  if (scene.plot.width < 1 || scene.plot.height < 1) {
    return { shapes: [], targets: [], noteTargets: [] };
  }
  const marks = layoutEventMarks(scene);
  const notes = layoutNoteMarks(scene);
  const bands = layoutBands(scene);
  const curves = [
    ...nodeCurve(scene, 'nodeAvailable'),
    ...nodeCurve(scene, 'nodeWorkingSet'),
    ...ghostCurve(scene),
    ...podsCurve(scene),
  ];
  return {
    shapes: [
      ...bands,
      ...notes.shapes,
      ...lines(scene),
      ...layoutPressureLane(scene),
      ...withRims(curves, bands, scene.palette.background),
      ...projectedCurves(scene),
      ...layoutLabels(scene, column),
      ...marks.shapes,
    ],
    targets: marks.targets,
    noteTargets: notes.targets,
  };
}

function lines(scene: Scene): readonly Shape[] {
  const { fields } = scene.palette;
  const strokes: Readonly<Record<LineName, Omit<Polyline, 'kind' | 'points'>>> = {
    capacity: { color: fields.capacity, width: 1, dash: [2, 4] },
    kubepodsLimit: { color: fields.kubepodsLimit, width: 1, opacity: 0.7 },
    podsEvictionLine: { color: fields.podsEvictionLine, width: 1.5, dash: [8, 4] },
    allocatable: { color: fields.allocatable, width: 2 },
    evictionHard: { color: fields.evictionHard, width: 2 },
  };
  const names: readonly LineName[] = ['capacity', 'kubepodsLimit', 'podsEvictionLine', 'allocatable', 'evictionHard'];
  return names.filter((name) => isDrawn(scene, name)).flatMap((name) => nodeLine(scene, name, strokes[name]));
}
