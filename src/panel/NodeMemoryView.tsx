import { dateTimeFormat, type DataFrame, type GrafanaTheme2 } from '@grafana/data';
import React, { useCallback, useMemo } from 'react';

import type { Finding } from '../domain/provenance';
import type { EpochMs } from '../domain/units';
import type { Note } from '../frames/readAnnotations';
import type { NodeMemoryView as View } from '../frames/readNodeMemory';

import { chartFrame, chosenColors, hiddenFields } from './chart/chartFrame';
import { measureWith } from './chart/measureText';
import { NodeMemoryChart } from './chart/NodeMemoryChart';
import type { Drawing } from './chart/useLayout';
import { LegendDisplayMode, VizLayout, VizLegend } from './grafana/uplot';
import { NO_LABELS, labelColumn } from './layout/labelColumn';
import { footnoteHeight, footnoteLines, HEIGHT, headlineLines, zones as zonesOf } from './layout/zones';
import { legendItems } from './legendItems';
import type { PanelOptions } from './options';
import { EventTable } from './parts/EventTable';
import { Footnote, footnoteWords } from './parts/Footnote';
import { Header } from './parts/Header';
import { paletteOf } from './theme/palette';

interface Props {
  readonly view: View;
  /** What failed although there is something to draw. */
  readonly trouble: string | undefined;
  readonly source: DataFrame;
  readonly notes: readonly Note[];
  readonly structureRev: number;
  readonly options: PanelOptions;
  readonly theme: GrafanaTheme2;
  readonly timeZone: string;
  /** `UTC`, `CET`. */
  readonly zone: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly width: number;
  readonly height: number;
  readonly onZoom: (range: { from: number; to: number }) => void;
}

export function NodeMemoryView(props: Props) {
  const { view, trouble, theme, timeZone, width, height } = props;
  const { drawing, frame } = useDrawing(props);
  const formatTime = useCallback(
    (time: EpochMs) => dateTimeFormat(time, { timeZone, format: 'YYYY-MM-DD HH:mm:ss' }),
    [timeZone]
  );
  const { headline, subline, footnote, legend } = drawing.zones;
  const lines = headlineLines(view.headline, { width, height });
  const above = (headline ? lines * HEIGHT.headline : 0) + (subline ? HEIGHT.subline : 0);
  const noteLines = footnoteLines(footnoteWords(view), { width, height });
  const below = footnote ? footnoteHeight(noteLines) : 0;
  return (
    <>
      {(headline || subline) && (
        <Header
          headline={headline ? view.headline : undefined}
          lines={lines}
          subline={subline ? sublineOf(props) : undefined}
          findings={findingsOf(view, trouble)}
        />
      )}
      <VizLayout
        width={width}
        height={height - above - below}
        legend={
          legend ? (
            <VizLayout.Legend placement="bottom">
              <VizLegend
                placement="bottom"
                displayMode={LegendDisplayMode.List}
                items={legendItems(frame, drawing.column.mode === 'none')}
              />
            </VizLayout.Legend>
          ) : null
        }
      >
        {(chartWidth, chartHeight) => (
          <NodeMemoryChart
            drawing={drawing}
            frame={frame}
            theme={theme}
            timeZone={timeZone}
            structureRev={props.structureRev}
            label={`${view.headline}. Memory of node ${view.memory.identity.node} over time.`}
            width={chartWidth}
            height={chartHeight}
            formatTime={formatTime}
            onChangeTimeRange={props.onZoom}
          />
        )}
      </VizLayout>
      {footnote && <Footnote {...view} lines={noteLines} palette={drawing.palette} />}
      <EventTable events={view.memory.events} formatTime={formatTime} />
    </>
  );
}

function useDrawing(props: Props): { readonly drawing: Drawing; readonly frame: DataFrame } {
  const {
    view: { memory },
    source,
    notes,
    options,
    theme,
    from,
    to,
    width,
    height,
  } = props;
  const palette = useMemo(() => paletteOf(theme, chosenColors(source, theme)), [theme, source]);
  const measure = useMemo(() => measureWith(theme.typography.fontFamily), [theme]);
  const frame = useMemo(
    () => chartFrame({ memory, source, view: options.view, palette }),
    [memory, source, options.view, palette]
  );
  const drawing = useMemo((): Drawing => {
    const hidden = hiddenFields(source);
    const labels = { memory, view: options.view, hidden, palette, measure, canvasWidth: width };
    return {
      ...{ memory, view: options.view, notes: coloured(notes, theme), hidden, palette, measure, from, to },
      column: options.showLabels ? labelColumn(labels) : NO_LABELS,
      zones: zonesOf({ width, height }, options),
    };
  }, [memory, source, notes, theme, options, palette, measure, from, to, width, height]);
  return { drawing, frame };
}

/** Grafana's own colour of an annotation that has none. */
const NO_COLOR = 'rgba(0, 211, 255, 1)';

const coloured = (notes: readonly Note[], theme: GrafanaTheme2): readonly Note[] =>
  notes.map((note) => ({ ...note, color: theme.visualization.getColorByName(note.color ?? NO_COLOR) }));

function sublineOf({ view, from, to, timeZone, zone }: Props): string {
  const [first, last] = [from, to].map((time) => dateTimeFormat(time, { timeZone, format: 'YYYY-MM-DD' }));
  const { cluster, node } = view.memory.identity;
  return [cluster, node, first === last ? `${first} ${zone}` : `${first} – ${last} ${zone}`]
    .filter(Boolean)
    .join(' · ');
}

function findingsOf({ memory }: View, trouble: string | undefined): readonly Finding[] {
  const failed: readonly Finding[] = trouble ? [{ severity: 'error', code: 'query-failed', text: trouble }] : [];
  return [...failed, ...memory.findings];
}
