import { DashboardCursorSync, type DataFrame, type GrafanaTheme2 } from '@grafana/data';
import React, { useEffect, useMemo, useState } from 'react';
import type uPlot from 'uplot';

import type { EpochMs } from '../../domain/units';
import {
  EventBusPlugin,
  HOVER_ALL_SERIES,
  KeyboardPlugin,
  TooltipPlugin2,
  UPlotChart,
  type UPlotConfigBuilder,
  XAxisInteractionAreaPlugin,
  usePanelContext,
} from '../grafana/uplot';
import { EventButtons } from '../parts/EventButtons';
import { NoteButtons } from '../parts/NoteButtons';
import { PointedValues } from '../parts/PointedValues';
import { ValuesTooltip } from '../parts/ValuesTooltip';
import { buildConfig } from './buildConfig';
import { alignedData, drawnFields } from './chartFrame';
import { useLayout, type Drawing, type Layout } from './useLayout';
import { useNewest } from './useNewest';

interface Props {
  readonly drawing: Drawing;
  readonly frame: DataFrame;
  readonly theme: GrafanaTheme2;
  readonly timeZone: string;
  /** Rises when fields or their configuration changed, not with every refresh. */
  readonly structureRev: number;
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly formatTime: (time: EpochMs) => string;
  readonly onChangeTimeRange: (range: { from: number; to: number }) => void;
}

export function NodeMemoryChart(props: Props) {
  const { drawing, frame, theme, timeZone, structureRev, label } = props;
  const { sync } = usePanelContext();
  const syncMode = sync?.() ?? DashboardCursorSync.Off;
  const { axes, lane, laneName } = drawing.zones;
  const layout = useLayout(drawing);
  const { live } = layout;
  const fields = frame.fields.map((field) => `${field.name} ${field.config.color?.fixedColor}`).join();
  const config = useMemo(
    () => buildConfig({ frame, theme, timeZone, zones: { axes, lane, laneName }, label, live }),
    // The frame's values come with every refresh; only its fields and their configuration make another plot.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [structureRev, fields, theme, timeZone, axes, lane, laneName, syncMode, live]
  );
  // A new config is a new plot, and what is remembered of the old one goes with it.
  return <Plot key={config.uid} {...props} config={config} layout={layout} syncMode={syncMode} />;
}

interface PlotProps extends Props {
  readonly config: UPlotConfigBuilder;
  readonly layout: Layout;
  readonly syncMode: DashboardCursorSync;
}

function Plot(props: PlotProps) {
  const { drawing, frame, width, height, formatTime, config, layout, syncMode } = props;
  const zoom = useNewest(props.onChangeTimeRange);
  const { targets, pointed } = layout;
  const { eventsScope, eventBus } = usePanelContext();
  const data = useMemo(() => alignedData(frame), [frame]);
  const [plot, setPlot] = useState<uPlot>();
  useRefresh(plot, data, drawing);
  const shown = drawnFields(drawing.memory, drawing.view).filter((name) => !drawing.hidden.has(name));
  return (
    <UPlotChart config={config} data={data} width={width} height={height} plotRef={setPlot}>
      {syncMode !== DashboardCursorSync.Off && <EventBusPlugin config={config} eventBus={eventBus} frame={frame} />}
      <KeyboardPlugin config={config} />
      <XAxisInteractionAreaPlugin config={config} queryZoom={zoom} />
      <TooltipPlugin2
        config={config}
        hoverMode={HOVER_ALL_SERIES}
        queryZoom={zoom}
        clientZoom
        syncMode={syncMode}
        syncScope={eventsScope}
        render={(_, indexes) => {
          const index = indexes.find((candidate) => candidate !== null && candidate !== undefined);
          return index === undefined || index === null ? null : (
            <ValuesTooltip {...drawing} fields={shown} index={index} formatTime={formatTime} />
          );
        }}
      />
      <NoteButtons targets={targets.noteTargets} formatTime={formatTime} />
      <EventButtons targets={targets.targets} all={drawing.memory.events} formatTime={formatTime} />
      {pointed && (
        <PointedValues x={pointed.x} width={width}>
          <ValuesTooltip {...drawing} fields={shown} index={pointed.index} formatTime={formatTime} />
        </PointedValues>
      )}
    </UPlotChart>
  );
}

/** UPlotChart applies one of size, config and data per update; whatever it left out is applied here, then redrawn. */
function useRefresh(plot: uPlot | undefined, data: uPlot.AlignedData, drawing: Drawing): void {
  useEffect(() => {
    if (!plot) {
      return;
    }
    if (plot.data !== data) {
      plot.setData(data);
    }
    plot.setScale('x', { min: drawing.from, max: drawing.to });
    plot.redraw(false, true);
  }, [plot, data, drawing]);
}
