import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';

import type { Incident } from '../../domain/incidents/types';
import type { EpochMs } from '../../domain/units';
import type { NodeMemoryView } from '../../frames/readNodeMemory';
import { svgShapes } from '../../panel/draw/svgShapes';
import { layoutFigure } from '../../panel/layout/layoutFigure';
import { DEFAULT_OPTIONS, type PanelView } from '../../panel/options';
import { paletteOf } from '../../panel/theme/palette';

interface Chart {
  readonly incident: Incident;
  readonly node: NodeMemoryView;
  readonly view: PanelView;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly theme: GrafanaTheme2;
  readonly timeZone: string;
}

const WIDTH = 1200;
const HEIGHT = 560;

/** The chart as it stands on the page, as an SVG document that refers to nothing outside it. */
export function chartSvg({ incident, node, view, from, to, theme, timeZone }: Chart): string {
  const palette = paletteOf(theme);
  const shapes = layoutFigure({
    memory: node.memory,
    headline: incident.headline,
    subline: `${incident.node} · ${dateTimeFormat(incident.start, { timeZone, format: 'YYYY-MM-DD z' })}`,
    counted: node.counted,
    options: { ...DEFAULT_OPTIONS, view },
    hidden: new Set(),
    from,
    to,
    width: WIDTH,
    height: HEIGHT,
    palette,
    measure: measureText(palette.fontFamily),
    formatTime: (time) => dateTimeFormat(time, { timeZone, format: 'HH:mm' }),
  });
  return svgShapes(shapes, {
    width: WIDTH,
    height: HEIGHT,
    background: palette.background,
    fontFamily: palette.fontFamily,
  });
}

/** By the browser's own fonts; where there is no canvas, by the width of an average letter. */
function measureText(fontFamily: string) {
  const context = document.createElement('canvas').getContext('2d');
  return (text: string, size: number, weight = 400): number => {
    if (!context) {
      return 0.55 * size * text.length;
    }
    context.font = `${weight} ${size}px ${fontFamily}`;
    return context.measureText(text).width;
  };
}
