import type { NodeMemory } from '../../domain/node/nodeMemory';
import type { Bytes, EpochMs } from '../../domain/units';
import type { FieldName } from '../../frames/names';
import type { Note } from '../../frames/readAnnotations';
import type { PanelView } from '../options';
import type { Box, Point } from './geometry';
import { curveOf } from './names';
import type { Palette } from './palette';
import type { MeasureText } from './shapes';

/** All that the layout of one plot depends on. */
export interface Scene {
  readonly memory: NodeMemory;
  readonly view: PanelView;
  /** Annotations that somebody wrote. */
  readonly notes: readonly Note[];
  /** Fields that the user switched off in the legend. */
  readonly hidden: ReadonlySet<FieldName>;
  readonly canvas: { readonly width: number; readonly height: number };
  /** Where the curves are drawn, inside the canvas. */
  readonly plot: Box;
  readonly x: (time: EpochMs) => number;
  readonly y: (value: Bytes) => number;
  readonly palette: Palette;
  readonly measure: MeasureText;
}

/** A field's values, unless it is absent or switched off. */
export function shownValues(scene: Scene, name: FieldName): ReadonlyArray<Bytes | null> | undefined {
  return scene.hidden.has(name) ? undefined : curveOf(scene.memory, name)?.values;
}

/** Neighbouring samples as pixel points, one list per stretch without a gap; of the whole range once per scene. */
export function stretches(scene: Scene, values: ReadonlyArray<Bytes | null>): ReadonlyArray<readonly Point[]> {
  const known = knownStretches.get(scene) ?? new Map<ReadonlyArray<Bytes | null>, ReadonlyArray<readonly Point[]>>();
  knownStretches.set(scene, known);
  const found = known.get(values) ?? runsOf(scene, values, 0, values.length, false);
  known.set(values, found);
  return found;
}

/** The same of the samples from one index up to another. */
export function stretchesWithin(
  scene: Scene,
  values: ReadonlyArray<Bytes | null>,
  [from, to]: readonly [number, number]
): ReadonlyArray<readonly Point[]> {
  return from === 0 && to === values.length ? stretches(scene, values) : runsOf(scene, values, from, to, false);
}

/** Without the samples that are as high as both beside them: of a line that hardly ever moves a few points. */
export function flatStretches(scene: Scene, values: ReadonlyArray<Bytes | null>): ReadonlyArray<readonly Point[]> {
  return runsOf(scene, values, 0, values.length, true);
}

const knownStretches = new WeakMap<Scene, Map<ReadonlyArray<Bytes | null>, ReadonlyArray<readonly Point[]>>>();
const knownX = new WeakMap<Scene, readonly number[]>();

function xsOf(scene: Scene): readonly number[] {
  const xs = knownX.get(scene) ?? scene.memory.times.map((time) => scene.x(time));
  knownX.set(scene, xs);
  return xs;
}

function runsOf(scene: Scene, values: ReadonlyArray<Bytes | null>, from: number, to: number, flat: boolean): Point[][] {
  const xs = xsOf(scene);
  const runs: Point[][] = [];
  let run: Point[] | undefined;
  for (let i = from; i < Math.min(to, xs.length); i += 1) {
    const [value, x] = [values[i], xs[i] ?? NaN];
    const isFlat = flat && run && value === values[i - 1] && value === values[i + 1] && Number.isFinite(xs[i + 1]);
    if (isFlat) {
      continue;
    }
    const y = value === null || value === undefined ? NaN : scene.y(value);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      run = undefined;
    } else if (run) {
      run.push({ x, y });
    } else {
      run = [{ x, y }];
      runs.push(run);
    }
  }
  return runs;
}

export function pointAt(scene: Scene, time: EpochMs, value: Bytes | null | undefined): Point | undefined {
  const point = value === null || value === undefined ? undefined : { x: scene.x(time), y: scene.y(value) };
  return point && Number.isFinite(point.x) && Number.isFinite(point.y) ? point : undefined;
}

export function lastValue(values: ReadonlyArray<Bytes | null> | undefined): Bytes | undefined {
  return values?.findLast((value) => value !== null && Number.isFinite(value)) ?? undefined;
}
