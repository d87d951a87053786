/**
 * The one door to what @grafana/ui marks "WIP, need renames": everything here is exported by 12.4 and 13.2 alike, and a
 * test says so. VizLegend stands in for PlotLegend, whose labels can only be the fields' own names. `uplot` itself is not shared by Grafana: only its types may be used.
 */
export {
  AxisPlacement,
  EventBusPlugin,
  KeyboardPlugin,
  LegendDisplayMode,
  ScaleDirection,
  ScaleOrientation,
  TooltipPlugin2,
  UPlotChart,
  UPlotConfigBuilder,
  VizLayout,
  VizLegend,
  XAxisInteractionAreaPlugin,
  PointVisibility,
  usePanelContext,
} from '@grafana/ui';

/** `TooltipHoverMode.xAll`: the tooltip shows every series at the time pointed at. The enum itself is not exported. */
export const HOVER_ALL_SERIES = 1;
