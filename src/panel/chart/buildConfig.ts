import { FieldType, type DataFrame, type GrafanaTheme2 } from '@grafana/data';
import type uPlot from 'uplot';

import { AxisPlacement, PointVisibility, ScaleDirection, ScaleOrientation, UPlotConfigBuilder } from '../grafana/uplot';
import { LANE } from '../layout/pressureLane';
import { TIME_STEPS } from '../layout/timeSteps';
import { AXIS_STEPS, axisTick } from '../layout/words';
import { WIDE_AXIS, xAxisHeight, type Zones } from '../layout/zones';

/** What changes from refresh to refresh, read when uPlot asks, so that nothing has to be rebuilt. */
export interface Live {
  readonly xRange: () => [number, number];
  readonly yRange: () => [number, number];
  /** CSS pixels above the plot and to its right. */
  readonly padding: () => { readonly top: number; readonly right: number };
  readonly draw: (u: uPlot) => void;
  /** The cursor moved. */
  readonly point: (u: uPlot) => void;
}

interface ConfigInput {
  /** Decides the series; its values may change without a new config. */
  readonly frame: DataFrame;
  readonly theme: GrafanaTheme2;
  readonly timeZone: string;
  readonly zones: Pick<Zones, 'axes' | 'lane' | 'laneName'>;
  readonly label: string;
  readonly live: Live;
}

export function buildConfig({ frame, theme, timeZone, zones, label, live }: ConfigInput): UPlotConfigBuilder {
  const config = new UPlotConfigBuilder(timeZone);
  // The x scale comes first: TooltipPlugin2 looks at the first scale only.
  config.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => live.xRange(),
  });
  config.addScale({
    scaleKey: 'y',
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    range: () => live.yRange(),
  });
  addAxes(config, { theme, timeZone, zones });
  addSeries(config, frame, theme);
  config.setPadding([() => live.padding().top, () => live.padding().right, 2, zones.axes ? 8 : 0]);
  config.addHook('init', (u) => {
    name(u.root, label);
    live.point(u);
  });
  config.addHook('draw', (u) => live.draw(u));
  config.addHook('setLegend', (u) => live.point(u));
  return config;
}

function addAxes(
  config: UPlotConfigBuilder,
  { theme, timeZone, zones }: Pick<ConfigInput, 'theme' | 'timeZone' | 'zones'>
) {
  const lane = zones.lane ? LANE.gap + LANE.height : 0;
  const color = theme.colors.text.secondary;
  config.addAxis({
    scaleKey: 'x',
    isTime: true,
    placement: AxisPlacement.Bottom,
    timeZone,
    theme,
    color,
    show: zones.axes || zones.lane,
    size: xAxisHeight(zones),
    gap: lane + 4,
    space: 80,
    incrs: [...TIME_STEPS],
    ticks: { show: false },
    ...(!zones.axes && { values: (_, splits) => splits.map(() => '') }),
  });
  config.addAxis({
    scaleKey: 'y',
    placement: AxisPlacement.Left,
    theme,
    color,
    show: zones.axes,
    ticks: { show: false },
    incrs: [...AXIS_STEPS],
    space: 40,
    ...(zones.laneName && { size: WIDE_AXIS }),
    formatValue: (value: number) => axisTick(value),
  });
}

/** The strokes are ours (draw hook); uPlot keeps the values for cursor, tooltip, legend and crosshair. */
function addSeries(config: UPlotConfigBuilder, frame: DataFrame, theme: GrafanaTheme2): void {
  frame.fields.forEach((field, fieldIndex) => {
    if (field.type !== FieldType.number) {
      return;
    }
    config.addSeries({
      scaleKey: 'y',
      theme,
      lineColor: field.config.color?.fixedColor,
      lineWidth: 2,
      pathBuilder: () => null,
      showPoints: PointVisibility.Never,
      pointSize: 5,
      show: field.config.custom?.hideFrom?.viz !== true,
      dataFrameFieldIndex: { frameIndex: 0, fieldIndex },
    });
  });
}

/** KeyboardPlugin makes this element focusable; it needs a name then. */
function name(root: HTMLElement, label: string): void {
  root.setAttribute('role', 'img');
  root.setAttribute('aria-label', label);
}
