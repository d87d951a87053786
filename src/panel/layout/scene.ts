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

/** Neighbouring samples as pixel points, one list per stretch without a gap. */
export function stretches(scene: Scene, values: ReadonlyArray<Bytes | null>): ReadonlyArray<readonly Point[]> {
  const runs: Point[][] = [];
  let open = false;
  scene.memory.times.forEach((time, index) => {
    const point = pointAt(scene, time, values[index]);
    if (point && open) {
      runs.at(-1)!.push(point);
    } else if (point) {
      runs.push([point]);
    }
    open = point !== undefined;
  });
  return runs;
}

export function pointAt(scene: Scene, time: EpochMs, value: Bytes | null | undefined): Point | undefined {
  const point = value === null || value === undefined ? undefined : { x: scene.x(time), y: scene.y(value) };
  return point && Number.isFinite(point.x) && Number.isFinite(point.y) ? point : undefined;
}

export function lastValue(values: ReadonlyArray<Bytes | null> | undefined): Bytes | undefined {
  return values?.findLast((value) => value !== null && Number.isFinite(value)) ?? undefined;
}
