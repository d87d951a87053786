import { formatMiB } from '../../domain/quantity/formatBytes';
import type { NodeMemory } from '../../domain/node/nodeMemory';
import { FIELD, type FieldName } from '../../frames/names';
import { LINE_WORDS } from '../../frames/vocabulary';
import type { PanelView } from '../options';

import { bottom, clamp, right } from './geometry';
import { CURVES, LINES, curveOf } from './names';
import type { Palette } from './palette';
import { lastValue, type Scene } from './scene';
import { ellipsize, type MeasureText, type Shape } from './shapes';
import { stackLabels } from './stackLabels';

/** How much of the labels has room: value and provenance, value only, or neither (the legend then shows the values). */
export interface LabelColumn {
  readonly mode: 'full' | 'titles' | 'none';
  /** CSS pixels at the right of the plot, its gap included. */
  readonly width: number;
}

interface Label {
  readonly name: FieldName;
  readonly title: string;
  readonly provenance: string;
  readonly value: number;
  readonly color: string;
}

const TITLE = 12;
const SUBLINE = 10.5;
const GAP = 12;
const MARGIN = 8;
const HEIGHT = { full: 31, titles: 16 } as const;
export const NO_LABELS: LabelColumn = { mode: 'none', width: 0 };

/** The widest column that leaves the plot the better part of the canvas. */
export function labelColumn(input: {
  readonly memory: NodeMemory;
  readonly view: PanelView;
  readonly hidden: ReadonlySet<FieldName>;
  readonly palette: Palette;
  readonly measure: MeasureText;
  readonly canvasWidth: number;
}): LabelColumn {
  const labels = labelsOf(input);
  const widest = (of: 'title' | 'provenance', size: number): number =>
    labels.reduce((max, label) => Math.max(max, input.measure(label[of], size)), 0);
  const titles = widest('title', TITLE) + GAP + MARGIN;
  const full = Math.max(titles, widest('provenance', SUBLINE) + GAP + MARGIN);
  if (labels.length === 0) {
    return NO_LABELS;
  }
  const room = 0.27 * input.canvasWidth;
  if (room >= full || (room >= titles && room >= 0.7 * full)) {
    return { mode: 'full', width: Math.min(full, room) };
  }
  return 0.3 * input.canvasWidth >= titles ? { mode: 'titles', width: titles } : NO_LABELS;
}

/** Labels at the right ends of the lines, moved apart where they would overlap, each moved one with a leader. */
export function layoutLabels(scene: Scene, column: LabelColumn): readonly Shape[] {
  if (column.mode === 'none') {
    return [];
  }
  const wanted = labelsOf(scene)
    .filter((label) => Number.isFinite(scene.y(label.value)))
    .sort((a, b) => scene.y(a.value) - scene.y(b.value) || a.value - b.value);
  return fitting(scene, wanted, column.mode);
}

/** Provenance goes first when the column is too low for all; then whole labels, curves before lines. */
function fitting(scene: Scene, labels: readonly Label[], mode: 'full' | 'titles'): readonly Shape[] {
  const [top, low] = [Math.max(0, scene.plot.y - 8), Math.min(scene.canvas.height, bottom(scene.plot) + 24)];
  const tops = stackLabels(
    labels.map((label) => ({
      desired: clamp(scene.y(label.value), scene.plot.y, bottom(scene.plot)) + (mode === 'full' ? 7 : 0),
      height: HEIGHT[mode],
    })),
    top,
    low
  );
  if (tops) {
    return labels.flatMap((label, index) => labelShapes(scene, label, tops[index]!, mode));
  }
  if (mode === 'full') {
    return fitting(scene, labels, 'titles');
  }
  const least = labels.reduce((a, b) => (IMPORTANCE.indexOf(a.name) > IMPORTANCE.indexOf(b.name) ? a : b));
  return fitting(
    scene,
    labels.filter((label) => label !== least),
    mode
  );
}

const IMPORTANCE: readonly FieldName[] = [
  FIELD.allocatable,
  FIELD.evictionHard,
  FIELD.kubepodsLimit,
  FIELD.podsWorkingSet,
  FIELD.nodeAvailable,
  FIELD.nodeWorkingSet,
  FIELD.capacity,
  FIELD.podsEvictionLine,
  FIELD.podsGhost,
];

function labelShapes(scene: Scene, label: Label, top: number, mode: 'full' | 'titles'): readonly Shape[] {
  const x = right(scene.plot) + GAP;
  const room = scene.canvas.width - x;
  const title = ellipsize(label.title, room, TITLE, scene.measure);
  const provenance = ellipsize(label.provenance, room, SUBLINE, scene.measure);
  const faint = scene.palette.faintText;
  const baseline = top + (mode === 'full' ? 13 : 12);
  const text = { kind: 'text', align: 'left' } as const;
  if (title === '') {
    return [];
  }
  return [
    ...leader(scene, label, baseline - 4),
    { ...text, text: title, at: { x, y: baseline }, size: TITLE, color: label.color },
    ...(mode === 'full' && provenance
      ? [{ ...text, text: provenance, at: { x, y: baseline + 13 }, size: SUBLINE, color: faint }]
      : []),
  ];
}

function leader(scene: Scene, label: Label, middle: number): readonly Shape[] {
  const from = { x: right(scene.plot) + 1, y: clamp(scene.y(label.value), scene.plot.y, bottom(scene.plot)) };
  const to = { x: right(scene.plot) + GAP - 3, y: middle };
  return Math.abs(from.y - to.y) > 5 && to.x < scene.canvas.width
    ? [{ kind: 'polyline', points: [from, to], color: label.color, width: 1, opacity: 0.6 }]
    : [];
}

type LabelSource = Pick<Scene, 'memory' | 'view' | 'hidden' | 'palette'>;

/** One label per line that is drawn and still known at the end of the range. */
function labelsOf(source: LabelSource): readonly Label[] {
  return [...CURVES, ...LINES]
    .filter((name) => name !== FIELD.podsGhost && !source.hidden.has(name) && isDrawn(source, name))
    .flatMap((name) => {
      const curve = curveOf(source.memory, name);
      const value = lastValue(curve?.values);
      return curve && value !== undefined
        ? [
            {
              name,
              value,
              title: `${LINE_WORDS[name]} ${formatMiB(value)}`,
              provenance: `${curve.provenance} · ${curve.source}`,
              color: source.palette.fields[name],
            },
          ]
        : [];
    });
}

/** The lines of one view: the pods' lines say nothing about the node's fight, and the other way round. */
export function isDrawn({ memory, view }: Pick<Scene, 'memory' | 'view'>, name: FieldName): boolean {
  switch (name) {
    case 'evictionHard':
      return view !== 'pods';
    case 'allocatable':
    case 'kubepodsLimit':
      return view !== 'node';
    case 'podsEvictionLine':
      return view !== 'node' && differs(memory);
    case 'capacity':
    case 'nodeAvailable':
    case 'nodeWorkingSet':
    case 'podsWorkingSet':
    case 'podsGhost':
      return true;
  }
}

/** The pods' eviction line is a line of its own only where it leaves allocatable (percentages, hugepages). */
function differs({ lines }: NodeMemory): boolean {
  const allocatable = lines.allocatable?.values ?? [];
  return (lines.podsEvictionLine?.values ?? []).some(
    (value, i) => value !== null && value !== (allocatable[i] ?? null)
  );
}
