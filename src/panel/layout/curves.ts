import type { NodeMemory } from '../../domain/node/nodeMemory';
import type { Bytes, DurationMs } from '../../domain/units';

import { bottom, clipPolyline, right, type Point } from './geometry';
import { leastCrossed } from './leastCrossed';
import type { CurveName, LineName } from './names';
import { projections } from './projection';
import { flatStretches, lastValue, pointAt, shownValues, stretches, stretchesWithin, type Scene } from './scene';
import { textBox, type Polyline, type Shape, type Text } from './shapes';

export const GHOST_DASH = [0.1, 5] as const;
export const PROJECTED_DASH = [5, 4] as const;
const BETWEEN_SCRAPES_DASH = [4, 4] as const;

type Stroke = Omit<Polyline, 'kind' | 'points'>;

/** Node available and node working set: solid while sampled, a faint dash over missed scrapes. */
export function nodeCurve(scene: Scene, name: CurveName): readonly Shape[] {
  const values = shownValues(scene, name);
  const stroke = { color: scene.palette.fields[name], width: 2 };
  return values
    ? [
        ...bridges(scene, values, stroke.color),
        ...stretches(scene, values).flatMap((points) => strokeInside(scene, points, stroke)),
      ]
    : [];
}

/** The pods' working set: solid while sampled, dashed where a kill fell between two scrapes or scrapes were missed. */
export function podsCurve(scene: Scene): readonly Shape[] {
  const values = shownValues(scene, 'podsWorkingSet');
  if (!values) {
    return [];
  }
  const color = scene.palette.fields.podsWorkingSet;
  const cuts = cutIndexes(scene.memory, values);
  const solid = splitAt(scene, values, cuts).flatMap((points) => strokeInside(scene, points, { color, width: 2.5 }));
  const between = cuts.flatMap((index) =>
    strokeInside(scene, segment(scene, values, index), {
      color,
      width: 1.5,
      dash: BETWEEN_SCRAPES_DASH,
      opacity: 0.55,
    })
  );
  return [...bridges(scene, values, color), ...between, ...solid];
}

/** What Prometheus still returns for containers that are gone, joined to the last live sample. */
export function ghostCurve(scene: Scene): readonly Shape[] {
  const ghost = shownValues(scene, 'podsGhost');
  const live = scene.memory.podsWorkingSet?.values ?? [];
  const lead = ghost?.map((value, index) => value ?? (isValue(ghost[index + 1]) ? (live[index] ?? null) : null));
  const stroke = { color: scene.palette.fields.podsGhost, width: 2, dash: GHOST_DASH, round: true };
  return lead
    ? stretches(scene, lead).flatMap((points) => [...strokeInside(scene, points, stroke), ...ghostText(scene, points)])
    : [];
}

const GHOST_TEXT = { text: 'ghost: last value of what is gone, up to 5 min', size: 11 } as const;

/** Said once along the flat part of a ghost that is long and high enough to be asked about. */
function ghostText(scene: Scene, points: readonly Point[]): readonly Shape[] {
  const [start, end] = [points[1], points.at(-1)];
  const width = scene.measure(GHOST_TEXT.text, GHOST_TEXT.size);
  const live = lastValue(shownValues(scene, 'podsWorkingSet'));
  const height = live === undefined ? Infinity : scene.y(live) - (end?.y ?? Infinity);
  if (!start || !end || end.x - start.x < width || height < 3 * GHOST_TEXT.size) {
    return [];
  }
  const color = scene.palette.fields.podsGhost;
  const places = [start.x + 24, (start.x + end.x - width) / 2, end.x - width].flatMap((x) =>
    [end.y + 17, end.y - 8].map((y) => ({
      shape: { kind: 'text', ...GHOST_TEXT, at: { x, y }, align: 'left', color } as const,
      cost: 0,
    }))
  );
  return insideOnly(scene, leastCrossed(scene, places));
}

function insideOnly(scene: Scene, text: Text | undefined): readonly Shape[] {
  const box = text && textBox(text, scene.measure);
  const { plot } = scene;
  const inside = box && box.x >= plot.x && right(box) <= right(plot) && box.y >= plot.y && bottom(box) <= bottom(plot);
  return text && inside ? [text] : [];
}

/** Where the pods were heading: dashed to an open circle at the event. */
export function projectedCurves(scene: Scene): readonly Shape[] {
  if (scene.hidden.has('podsWorkingSet')) {
    return [];
  }
  const color = scene.palette.fields.podsWorkingSet;
  return projections(scene.memory).flatMap(({ from, to }): readonly Shape[] => {
    const [start, end] = [pointAt(scene, from.time, from.value), pointAt(scene, to.time, to.value)];
    if (!start || !end) {
      return [];
    }
    const line = strokeInside(scene, [start, end], { color, width: 2, dash: PROJECTED_DASH });
    const arrived = clipPolyline([end, end], scene.plot).length > 0;
    return arrived ? [...line, { kind: 'marker', at: end, symbol: 'ring', size: 9, color }] : line;
  });
}

/** A line of the node, stepping where a restarted kubelet moved it. */
export function nodeLine(scene: Scene, name: LineName, stroke: Stroke): readonly Shape[] {
  const values = shownValues(scene, name);
  return values ? flatStretches(scene, values).flatMap((points) => strokeInside(scene, stepped(points), stroke)) : [];
}

/** Corners of a step line; a flat stretch keeps its two ends only. */
export function stepped(points: readonly Point[]): readonly Point[] {
  return points.flatMap((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    const corner = before && before.y !== point.y ? [{ x: point.x, y: before.y }] : [];
    return before && after && before.y === point.y && after.y === point.y ? [] : [...corner, point];
  });
}

export function strokeInside(scene: Scene, points: readonly Point[], stroke: Stroke): readonly Shape[] {
  const only = points.length === 1 ? points[0] : undefined;
  if (only) {
    // One sample between two gaps is a dot; a line would need two.
    return clipPolyline([only, only], scene.plot).length > 0
      ? [{ kind: 'marker', at: only, symbol: 'dot', size: stroke.width + 1, color: stroke.color }]
      : [];
  }
  return clipPolyline(points, scene.plot).map((run) => ({ kind: 'polyline', points: run, ...stroke }));
}

/** Indexes whose sample is the first without a pod that was killed since the sample before. */
function cutIndexes(memory: NodeMemory, values: ReadonlyArray<Bytes | null>): readonly number[] {
  const ghosts = memory.podsGhost?.values ?? [];
  const projected = new Set(projections(memory).map((projection) => projection.from.time));
  const cuts: number[] = [];
  for (let index = 1; index < memory.times.length; index += 1) {
    const [before, here] = [values[index - 1], values[index]];
    if (isValue(before) && isValue(here) && here < before) {
      const ghostBegins = isValue(ghosts[index]) && !isValue(ghosts[index - 1]);
      if (ghostBegins || projected.has(memory.times[index - 1]!)) {
        cuts.push(index);
      }
    }
  }
  return cuts;
}

function splitAt(
  scene: Scene,
  values: ReadonlyArray<Bytes | null>,
  cuts: readonly number[]
): ReadonlyArray<readonly Point[]> {
  const bounds = [0, ...cuts, values.length];
  return bounds.slice(1).flatMap((end, part) => stretchesWithin(scene, values, [bounds[part]!, end]));
}

/** As long as Prometheus itself would carry a sample on; over a longer silence nothing is suggested. */
const LONGEST_BRIDGE: DurationMs = 300_000;

/** Joins the samples around missed scrapes, faintly: nobody saw what lay between. */
function bridges(scene: Scene, values: ReadonlyArray<Bytes | null>, color: string): readonly Shape[] {
  const { times } = scene.memory;
  const shapes: Shape[] = [];
  let start: number | undefined;
  for (let end = 0; end < values.length; end += 1) {
    if (!isValue(values[end])) {
      continue;
    }
    if (start !== undefined && end - start > 1 && times[end]! - times[start]! <= LONGEST_BRIDGE) {
      const ends = [start, end].flatMap((index) => pointAt(scene, times[index]!, values[index]) ?? []);
      const stroke = { color, width: 1.5, dash: BETWEEN_SCRAPES_DASH, opacity: 0.55 };
      shapes.push(...(ends.length === 2 ? strokeInside(scene, ends, stroke) : []));
    }
    start = end;
  }
  return shapes;
}

function segment(scene: Scene, values: ReadonlyArray<Bytes | null>, index: number): readonly Point[] {
  const ends = [index - 1, index].map((i) => pointAt(scene, scene.memory.times[i] ?? NaN, values[i]));
  return ends.flatMap((point) => point ?? []);
}

function isValue(value: Bytes | null | undefined): value is Bytes {
  return typeof value === 'number' && Number.isFinite(value);
}
