import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type uPlot from 'uplot';

import type { EpochMs } from '../../domain/units';
import type { FieldName } from '../../frames/names';
import { drawShapes } from '../draw/drawShapes';
import type { LabelColumn } from '../layout/labelColumn';
import { layoutPlot, type PlotLayout } from '../layout/layoutPlot';
import type { Scene } from '../layout/scene';
import { HEIGHT, type Zones } from '../layout/zones';
import { lastTickRoom } from '../layout/timeSteps';
import { yRange } from '../layout/yRange';
import type { Live } from './buildConfig';

/** What one drawing depends on besides uPlot's own scales. */
export interface Drawing extends Pick<Scene, 'memory' | 'view' | 'notes' | 'palette' | 'measure'> {
  readonly hidden: ReadonlySet<FieldName>;
  readonly column: LabelColumn;
  readonly zones: Zones;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A sample that the keyboard points at, and where it is drawn in CSS pixels of the canvas. */
export interface Pointed {
  readonly index: number;
  readonly x: number;
}

type Targets = Omit<PlotLayout, 'shapes'>;

export interface Layout {
  readonly live: Live;
  readonly targets: Targets;
  readonly pointed: Pointed | undefined;
}

/**
 * Answers uPlot's questions from the newest drawing, so that neither data nor a moved window rebuild the plot. `targets`
 * are where the events were drawn last.
 */
export function useLayout(drawing: Drawing): Layout {
  const newest = useRef(drawing);
  const [targets, setTargets] = useState<Targets>({ targets: [], noteTargets: [] });
  const [pointed, setPointed] = useState<Pointed>();
  useLayoutEffect(() => {
    newest.current = drawing;
  }, [drawing]);
  const live = useMemo((): Live => {
    return {
      xRange: () => [newest.current.from, newest.current.to],
      yRange: () => [...yRange(newest.current.memory, newest.current.hidden)],
      padding: () => paddingOf(newest.current),
      draw: (u) => {
        const found = draw(u, newest.current);
        setTargets((before) => (sameTargets(before, found) ? before : found));
      },
      point: (u) => setPointed(pointedByKeyboard(u)),
    };
  }, []);
  return { live, targets, pointed };
}

/** TooltipPlugin2 answers the pointer only; arrow keys move the cursor without any event. */
function pointedByKeyboard(u: uPlot): Pointed | undefined {
  const { idx, left = -1, event } = u.cursor;
  const byKeyboard = !event && left >= 0 && document.activeElement === u.root;
  return byKeyboard && typeof idx === 'number' ? { index: idx, x: u.over.offsetLeft + left } : undefined;
}

function paddingOf({ column, zones, measure, from, to }: Drawing): { top: number; right: number } {
  const lastTick = zones.axes ? lastTickRoom(to - from, measure) : 0;
  return {
    top: zones.events ? HEIGHT.events : 4,
    right: Math.max(column.mode === 'none' ? 8 : column.width, lastTick),
  };
}

/** uPlot's canvas counts device pixels, the layout CSS pixels. */
function draw(u: uPlot, drawing: Drawing): Targets {
  const ratio = u.ctx.canvas.width / u.width || 1;
  const { left, top, width, height } = u.bbox;
  const layout = layoutPlot(
    {
      ...drawing,
      canvas: { width: u.width, height: u.height },
      plot: { x: left / ratio, y: top / ratio, width: width / ratio, height: height / ratio },
      x: positionOn(u, 'x', ratio),
      y: positionOn(u, 'y', ratio),
    },
    drawing.column
  );
  u.ctx.save();
  u.ctx.scale(ratio, ratio);
  drawShapes(u.ctx, layout.shapes, drawing.palette.fontFamily);
  u.ctx.restore();
  return layout;
}

/** Both scales are linear: what uPlot says of their ends says all, and thousands of samples need not ask. */
function positionOn(u: uPlot, scale: 'x' | 'y', ratio: number): (value: number) => number {
  const { min, max } = u.scales[scale] ?? {};
  const ask = (value: number) => u.valToPos(value, scale, true) / ratio;
  if (typeof min !== 'number' || typeof max !== 'number' || !(max > min)) {
    return ask;
  }
  const [first, last] = [ask(min), ask(max)];
  const perUnit = (last - first) / (max - min);
  return (value) => first + (value - min) * perUnit;
}

function sameTargets(a: Targets, b: Targets): boolean {
  const key = ({ targets, noteTargets }: Targets): string =>
    JSON.stringify([
      targets.map(({ x, y, events }) => [Math.round(x), Math.round(y), events.map(({ id }) => id)]),
      noteTargets.map(({ x, y, note }) => [Math.round(x), Math.round(y), note.id]),
    ]);
  return key(a) === key(b);
}
