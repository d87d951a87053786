import type { EpochMs } from '../../domain/units';

import { bottom, right } from './geometry';
import { LANE } from './pressureLane';
import type { Scene } from './scene';
import type { Shape } from './shapes';
import { TIME_STEPS } from './timeSteps';
import { AXIS_STEPS, axisTick } from './words';

const TEXT_SIZE = 11;
const TICK_ROOM = { x: 110, y: 42 } as const;

export interface AxisRange {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly top: number;
  readonly formatTime: (time: EpochMs) => string;
}

/** Grid and ticks for a figure that stands alone; in the panel uPlot draws them. */
export function layoutAxes(scene: Scene, range: AxisRange): readonly Shape[] {
  const { plot, palette } = scene;
  const text = { kind: 'text', size: TEXT_SIZE, color: palette.faintText } as const;
  const grid = { kind: 'polyline', color: palette.grid, width: 1 } as const;
  const rows = ticks(0, range.top, AXIS_STEPS, plot.height / TICK_ROOM.y).flatMap((value): readonly Shape[] => {
    const y = scene.y(value);
    const points = [
      { x: plot.x, y },
      { x: right(plot), y },
    ];
    return [
      { ...grid, points },
      { ...text, text: axisTick(value), at: { x: plot.x - 8, y: y + 4 }, align: 'right' },
    ];
  });
  const columns = ticks(range.from, range.to, TIME_STEPS, plot.width / TICK_ROOM.x).flatMap(
    (time): readonly Shape[] => {
      const x = scene.x(time);
      const points = [
        { x, y: plot.y },
        { x, y: bottom(plot) },
      ];
      const label = range.formatTime(time);
      // The last one stays whole where the plot ends close to the figure's edge.
      const half = scene.measure(label, TEXT_SIZE) / 2;
      const at = { x: Math.min(x, scene.canvas.width - half), y: bottom(plot) + LANE.gap + LANE.height + 18 };
      return [
        { ...grid, points },
        { ...text, text: label, at, align: 'center' },
      ];
    }
  );
  return [...rows, ...columns];
}

/** Multiples of the smallest step that gives no more than `most` of them. */
function ticks(from: number, to: number, steps: readonly number[], most: number): readonly number[] {
  const step = steps.find((candidate) => (to - from) / candidate <= Math.max(1, most));
  if (step === undefined || !(to > from)) {
    return [];
  }
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, index) => (first + index) * step);
}
