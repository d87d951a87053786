import { css } from '@emotion/css';
import { LoadingState, dateTimeFormat, type PanelProps } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { findSource } from './chart/chartFrame';
import { readAnnotations } from '../frames/readAnnotations';
import { NodeMemoryView } from './NodeMemoryView';
import { readOptions, type PanelOptions } from './options';
import { panelState, type Words } from './panelState';
import { Message } from './parts/Message';
import { withEvents } from './withEvents';
import { zoneName } from './zoneName';

/** Below this there is nothing to read; Grafana hands out such sizes while a panel is being laid out. */
const SMALLEST = 24;

export function NodeMemoryPanel(props: PanelProps<PanelOptions>) {
  const { data, timeRange, timeZone, width, height, onChangeTimeRange } = props;
  const theme = useTheme2();
  const options = useMemo(() => readOptions(props.options), [props.options]);
  const [from, to] = [timeRange.from.valueOf(), timeRange.to.valueOf()];
  const zone = zoneName(from, timeZone);
  const state = useMemo(
    () =>
      panelState({
        loading: data.state === LoadingState.Loading,
        series: data.series,
        annotations: data.annotations ?? [],
        errors: data.errors ?? [],
        formatTime: (time) => `${dateTimeFormat(time, { timeZone })} ${zone}`,
        between: `${dateTimeFormat(from, { timeZone })} and ${dateTimeFormat(to, { timeZone })} ${zone}`,
      }),
    [data, from, to, timeZone, zone]
  );
  const annotations = useMemo(() => readAnnotations(data.annotations ?? []), [data]);
  const view = useMemo(
    () => (state.kind === 'chart' ? withEvents(state.view, options.events, annotations.kinds) : undefined),
    [state, options.events, annotations]
  );
  const source = state.kind === 'chart' ? findSource(data.series, state.view.memory) : undefined;
  if (width < SMALLEST || height < SMALLEST) {
    return <div style={{ width, height }} />;
  }
  if (state.kind === 'message' || !source || !view) {
    const words: Omit<Words, 'kind'> = state.kind === 'message' ? state : { title: 'No data', text: '' };
    const { range, ...said } = words;
    return <Message {...said} width={width} height={height} onShow={range && (() => onChangeTimeRange(range))} />;
  }
  return (
    <div className={root} style={{ width, height }}>
      <NodeMemoryView
        view={view}
        trouble={state.trouble}
        source={source}
        notes={annotations.notes}
        structureRev={data.structureRev ?? 0}
        options={options}
        theme={theme}
        timeZone={timeZone}
        zone={zone}
        from={from}
        to={to}
        width={width}
        height={height}
        onZoom={(range) => onChangeTimeRange({ from: range.from, to: range.to })}
      />
    </div>
  );
}

const root = css({ position: 'relative', overflow: 'hidden' });
