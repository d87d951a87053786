import type { PressureWindow } from '../../domain/events/events';
import type { EpochMs } from '../../domain/units';

import { bottom, clamp, right, type Box } from './geometry';
import type { Scene } from './scene';
import type { Shape } from './shapes';

/** Distance from the plot and height of the lane of conditions below it. */
export const LANE = { gap: 6, height: 14 } as const;
const TEXT_SIZE = 11;

/** MemoryPressure over time, in a lane of its own; nothing when the canvas has no room for one. */
export function layoutPressureLane(scene: Scene): readonly Shape[] {
  const { plot, palette } = scene;
  const lane: Box = { x: plot.x, y: bottom(plot) + LANE.gap, width: plot.width, height: LANE.height };
  if (bottom(lane) > scene.canvas.height) {
    return [];
  }
  const windows = scene.memory.events.filter((event): event is PressureWindow => event.kind === 'pressure');
  return [
    { kind: 'rect', box: lane, fill: palette.lane },
    ...laneName(scene, lane),
    ...windows.flatMap((window) => bar(scene, lane, window)),
  ];
}

function laneName(scene: Scene, lane: Box): readonly Shape[] {
  const at = { x: lane.x - 8, y: lane.y + lane.height - 3.5 };
  const fits = scene.measure('condition', TEXT_SIZE) <= at.x;
  const color = scene.palette.faintText;
  return fits ? [{ kind: 'text', text: 'condition', at, align: 'right', size: TEXT_SIZE, color }] : [];
}

function bar(scene: Scene, lane: Box, window: PressureWindow): readonly Shape[] {
  const from = clamp(scene.x(window.earliest), lane.x, right(lane));
  const to = clamp(scene.x(lastOn(scene, window)), lane.x, right(lane));
  if (!Number.isFinite(to - from) || (to <= from && (from === lane.x || to === right(lane)))) {
    return [];
  }
  const width = Math.min(lane.width, Math.max(2, to - from));
  const box = { ...lane, x: Math.min(from, right(lane) - width), width };
  const text = barTexts(window).find((candidate) => scene.measure(candidate, TEXT_SIZE) + 12 <= box.width);
  const at = { x: box.x + 6, y: box.y + box.height - 3.5 };
  const color = scene.palette.pressureText;
  return [
    { kind: 'rect', box, fill: scene.palette.events.pressure, radius: 2 },
    ...(text ? [{ kind: 'text', text, at, align: 'left', size: TEXT_SIZE, color } as const] : []),
  ];
}

/** A window still on when it was last sampled reaches to the range's end, unless the samples ended long before it. */
function lastOn({ memory: { times, scrapeInterval } }: Scene, { latest, ended }: PressureWindow): EpochMs {
  const end = times.at(-1) ?? latest;
  return !ended && end - latest <= 2 * scrapeInterval ? Math.max(end, latest) : latest;
}

/** The kubelet keeps the condition for evictionPressureTransitionPeriod, 5 min unless configured otherwise. */
function barTexts(window: PressureWindow): readonly string[] {
  const long = window.ended
    ? 'MemoryPressure: the kubelet holds it for minutes by design'
    : 'MemoryPressure, still on at the end';
  return [long, 'MemoryPressure'];
}
