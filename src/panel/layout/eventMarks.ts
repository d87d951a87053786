import { EVENT_WORDS } from '../../frames/vocabulary';

import { markTime } from './eventTime';
import { labelsOf, type PointEvent } from './eventWords';
import { bottom, right } from './geometry';
import type { Palette } from './palette';
import type { Scene } from './scene';
import { ellipsizeMiddle, type Marker, type Shape } from './shapes';

/** Where a pointer or the keyboard finds events: the middle of their marker, in CSS pixels of the canvas. */
export interface EventTarget {
  readonly x: number;
  readonly y: number;
  readonly events: readonly PointEvent[];
}

export interface EventMarks {
  readonly shapes: readonly Shape[];
  readonly targets: readonly EventTarget[];
}

/** Height above the plot that markers and their labels take. */
export const EVENT_ROW = 22;
const MARKER_SIZE = 13;
/** Markers closer than this are one marker. */
const SAME_PLACE = 7;
/** Markers closer than this share a label. */
const SAME_LABEL = 64;
const TEXT_SIZE = 12;
/** Characters of a cut label: what happened, and both ends of a name. */
const LEAST_READABLE = 18;

export function layoutEventMarks(scene: Scene): EventMarks {
  const targets = scene.plot.y >= MARKER_SIZE ? placeTargets(scene) : [];
  const strokes = targets.flatMap((target) => [...guide(scene, target), ...brackets(scene, target)]);
  const markers = targets.flatMap((target) => markersOf(scene, target));
  return { shapes: [...strokes, ...markers, ...labels(scene, targets)], targets };
}

function placeTargets(scene: Scene): readonly EventTarget[] {
  const y = scene.plot.y - EVENT_ROW / 2;
  const placed = scene.memory.events
    .flatMap((event) => (event.kind === 'pressure' ? [] : [{ event, x: scene.x(markTime(event)) }]))
    .filter(({ x }) => x >= scene.plot.x && x <= right(scene.plot))
    .sort((a, b) => a.x - b.x);
  return neighbours(placed, SAME_PLACE, 'first').map((group) => ({
    x: group[0]!.x,
    y: Math.max(y, MARKER_SIZE / 2),
    events: group.map(({ event }) => event),
  }));
}

/** Groups of items that stand closer than `distance` to the first, or to the last, of their group. */
function neighbours<T extends { readonly x: number }>(
  sorted: readonly T[],
  distance: number,
  to: 'first' | 'last'
): ReadonlyArray<readonly T[]> {
  return sorted.reduce<T[][]>((groups, item) => {
    const group = groups.at(-1);
    const anchor = to === 'first' ? group?.[0] : group?.at(-1);
    if (group && anchor && item.x - anchor.x < distance) {
      group.push(item);
      return groups;
    }
    return [...groups, [item]];
  }, []);
}

function guide(scene: Scene, target: EventTarget): readonly Shape[] {
  const points = [
    { x: target.x, y: target.y },
    { x: target.x, y: bottom(scene.plot) },
  ];
  const color = colorOf(target.events[0]!, scene.palette);
  return [{ kind: 'polyline', points, color, width: 1, dash: [4, 4], opacity: 0.85 }];
}

/** A thin bracket over the time in which the event can have happened. */
function brackets(scene: Scene, target: EventTarget): readonly Shape[] {
  const y = scene.plot.y - 1;
  return target.events.flatMap((event): readonly Shape[] => {
    const from = Math.max(scene.plot.x, scene.x(event.earliest));
    const to = Math.min(right(scene.plot), scene.x(event.latest));
    const points = [
      { x: from, y: y + 4 },
      { x: from, y },
      { x: to, y },
      { x: to, y: y + 4 },
    ];
    const color = colorOf(event, scene.palette);
    return to - from > 6 ? [{ kind: 'polyline', points, color, width: 1, opacity: 0.8 }] : [];
  });
}

const SYMBOL: Readonly<Record<PointEvent['kind'], Marker['symbol']>> = {
  eviction: 'triangle',
  'oom-kill': 'diamond',
  termination: 'square',
};

/** What the markers are called, for a key. */
export const EVENT_KEY = (['eviction', 'oom-kill', 'termination'] as const).map((kind) => ({
  kind,
  text: EVENT_WORDS[kind].many,
  symbol: SYMBOL[kind],
}));

/** The gravest on top: an OOM kill over an eviction over a termination. */
function markersOf(scene: Scene, target: EventTarget): readonly Marker[] {
  const kinds = (['termination', 'eviction', 'oom-kill'] as const).filter((kind) =>
    target.events.some((event) => event.kind === kind)
  );
  return kinds.map((kind) => ({
    kind: 'marker',
    at: { x: target.x, y: target.y },
    symbol: SYMBOL[kind],
    size: kind === 'termination' ? MARKER_SIZE - 4 : MARKER_SIZE,
    color: scene.palette.events[kind],
  }));
}

const colorOf = (event: PointEvent, palette: Palette): string => palette.events[event.kind];

/** To the left of its markers where there is room, else to their right, else in fewer words, else cut short, else only in the tooltip. */
function labels(scene: Scene, targets: readonly EventTarget[]): readonly Shape[] {
  const groups = neighbours(targets, SAME_LABEL, 'last');
  let taken = 0;
  return groups.flatMap((group, index): readonly Shape[] => {
    const [first, last] = [group[0]!.x, group.at(-1)!.x];
    const next = groups[index + 1]?.[0]?.x ?? scene.canvas.width;
    const leftRoom = first - MARKER_SIZE - taken;
    const rightRoom = next - last - 2 * MARKER_SIZE;
    const room = Math.max(leftRoom, rightRoom);
    const texts = labelsOf(group.flatMap((target) => target.events));
    const text = texts.find((one) => scene.measure(one, TEXT_SIZE) <= room) ?? texts.at(-1)!;
    const width = scene.measure(text, TEXT_SIZE);
    const onLeft = width <= leftRoom || (width > rightRoom && leftRoom >= rightRoom);
    const shown = ellipsizeMiddle(text, room, TEXT_SIZE, scene.measure);
    taken = last + MARKER_SIZE + (onLeft ? 0 : scene.measure(shown, TEXT_SIZE) + 4);
    const readable = shown === text || Array.from(shown).length >= LEAST_READABLE;
    if (!readable || scene.plot.y < EVENT_ROW) {
      return [];
    }
    const at = { x: onLeft ? first - MARKER_SIZE + 3 : last + MARKER_SIZE - 3, y: group[0]!.y + 0.35 * TEXT_SIZE };
    const color = colorOf(group[0]!.events[0]!, scene.palette);
    return [{ kind: 'text', text: shown, at, align: onLeft ? 'right' : 'left', size: TEXT_SIZE, color }];
  });
}
