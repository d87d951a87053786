import type { NodeMemory } from '../../domain/node/nodeMemory';
import type { EpochMs } from '../../domain/units';
import type { FieldName } from '../../frames/names';
import type { PanelOptions } from '../options';

import { layoutAxes } from './axes';
import { layoutKey } from './figureKey';
import { footnoteText } from './footnoteText';
import { bottom } from './geometry';
import { labelColumn, NO_LABELS } from './labelColumn';
import { layoutPlot } from './layoutPlot';
import type { Palette } from './palette';
import type { Scene } from './scene';
import { ellipsize, type MeasureText, type Shape, type Text } from './shapes';
import { yRange } from './yRange';
import { HEIGHT, WIDE_AXIS, xAxisHeight, zones } from './zones';

/** A whole figure that stands alone, for export: headline, plot with axes, key, footnote. Width and height in pixels. */
export interface Figure {
  readonly memory: NodeMemory;
  readonly headline: string;
  readonly subline: string;
  readonly counted: string;
  readonly options: PanelOptions;
  readonly hidden: ReadonlySet<FieldName>;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly measure: MeasureText;
  readonly formatTime: (time: EpochMs) => string;
}

const MARGIN = 16;
const HEADLINE = 17;

export function layoutFigure(figure: Figure): readonly Shape[] {
  const { width, height, palette, measure } = figure;
  const texts = [...header(figure), ...footer(figure)];
  const column = figure.options.showLabels
    ? labelColumn({ ...figure, view: figure.options.view, canvasWidth: width - MARGIN })
    : NO_LABELS;
  const has = zones(figure, figure.options);
  const axis = has.axes ? WIDE_AXIS : 0;
  const top = (has.headline ? 36 : 0) + (has.subline ? 22 : 0) + (has.events ? HEIGHT.events : 4);
  const low = xAxisHeight(has) + (has.legend ? HEIGHT.legend : 0) + (has.footnote ? HEIGHT.footnote : 0) + 4;
  const plot = {
    x: axis,
    y: top,
    width: Math.max(0, width - axis - Math.max(column.width, MARGIN) - (column.mode === 'none' ? 0 : MARGIN)),
    height: Math.max(0, height - top - low),
  };
  const [, highest] = yRange(figure.memory, figure.hidden);
  const scene: Scene = {
    memory: figure.memory,
    view: figure.options.view,
    notes: [],
    hidden: figure.hidden,
    canvas: { width: Math.max(1, width - MARGIN), height },
    plot,
    x: (time) => plot.x + ((time - figure.from) / (figure.to - figure.from)) * plot.width,
    y: (value) => bottom(plot) - (value / highest) * plot.height,
    palette,
    measure,
  };
  if (plot.width < 1 || plot.height < 1) {
    return texts;
  }
  return [
    ...(has.axes
      ? layoutAxes(scene, { from: figure.from, to: figure.to, top: highest, formatTime: figure.formatTime })
      : []),
    ...layoutPlot(scene, column).shapes,
    ...(has.legend ? layoutKey(scene, { x: MARGIN, y: bottom(plot) + xAxisHeight(has) + 24 }) : []),
    ...texts,
  ];
}

function header(figure: Figure): readonly Shape[] {
  const has = zones(figure, figure.options);
  const headline = { y: 28, size: HEADLINE, color: figure.palette.text, weight: 500 };
  const subline = { y: 48, size: 12, color: figure.palette.faintText };
  return [
    ...(has.headline ? line(figure, figure.headline, headline) : []),
    ...(has.subline ? line(figure, figure.subline, subline) : []),
  ];
}

function footer(figure: Figure): readonly Shape[] {
  const at = { y: figure.height - 12, size: 11, color: figure.palette.faintText };
  return zones(figure, figure.options).footnote ? line(figure, footnoteText(figure.counted), at) : [];
}

function line(
  figure: Figure,
  text: string,
  style: Pick<Text, 'size' | 'color' | 'weight'> & { readonly y: number }
): readonly Shape[] {
  const { y, ...look } = style;
  const shown = ellipsize(text, figure.width - 2 * MARGIN, style.size, figure.measure);
  const fits = shown !== '' && y > style.size && y < figure.height;
  return fits ? [{ kind: 'text', text: shown, at: { x: MARGIN, y }, align: 'left', ...look }] : [];
}
