import { createTheme, dateTime, LoadingState, ThemeContext, type PanelData, type PanelProps } from '@grafana/data';
import React from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import uPlot from 'uplot';

import type { NodeMemory } from '../../../src/domain/node/nodeMemory';
import { nodeMemoryFrames } from '../../../src/frames/nodeMemoryFrames';
import { NodeMemoryPanel } from '../../../src/panel/NodeMemoryPanel';
import type { PanelOptions } from '../../../src/panel/options';

const [WIDTH, HEIGHT] = [1200, 480];

let show: ((memory: NodeMemory) => void) | undefined;
let shown: NodeMemory | undefined;
let count = 0;

/** Begins with an empty page. */
function start(how: 'tidemark' | 'uplot', memory: NodeMemory): void {
  const root = document.getElementById('root')!;
  show = how === 'tidemark' ? panel(root) : bare(root);
  shown = memory;
}

/** Draws the node's memory so often, each time with new values, and says how long each took until it was painted. */
async function refresh(times: number): Promise<readonly number[]> {
  const milliseconds: number[] = [];
  for (let i = 0; i < times && shown; i += 1) {
    count += 1;
    const model = changed(shown, count);
    milliseconds.push(await painted(() => show?.(model)));
  }
  return milliseconds;
}

/** As the next refresh brings it: other numbers in arrays of their own. */
function changed(memory: NodeMemory, i: number): NodeMemory {
  const moved = <T extends { readonly values: ReadonlyArray<number | null> }>(curve: T | undefined): T | undefined =>
    curve && { ...curve, values: curve.values.map((value) => value && value + (i % 7) * 1024 * 1024) };
  return {
    ...memory,
    times: [...memory.times],
    nodeWorkingSet: moved(memory.nodeWorkingSet),
    nodeAvailable: moved(memory.nodeAvailable),
    podsWorkingSet: moved(memory.podsWorkingSet),
    podsGhost: moved(memory.podsGhost),
  } as NodeMemory;
}

/** The work is begun in a frame, and is over when that frame has been painted. */
const painted = (work: () => void): Promise<number> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      const started = performance.now();
      work();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - started);
      requestAnimationFrame(() => undefined);
      port2.postMessage(undefined);
    })
  );

function panel(element: HTMLElement): (memory: NodeMemory) => void {
  const root = createRoot(element);
  const theme = createTheme({ colors: { mode: 'dark' } });
  const options = {} as PanelOptions;
  return (memory) => {
    const range = { from: dateTime(memory.times[0]), to: dateTime(memory.times.at(-1)) };
    const timeRange = { ...range, raw: range };
    const data: PanelData = { state: LoadingState.Done, series: nodeMemoryFrames(memory), timeRange, structureRev: 1 };
    const props = {
      data,
      timeRange,
      timeZone: 'utc',
      width: WIDTH,
      height: HEIGHT,
      options,
      onChangeTimeRange: () => undefined,
    } as unknown as PanelProps<PanelOptions>;
    flushSync(() =>
      root.render(
        <ThemeContext.Provider value={theme}>
          <NodeMemoryPanel {...props} />
        </ThemeContext.Provider>
      )
    );
  };
}

const COLORS = ['#73bf69', '#5794f2', '#f2cc0c', '#ff9830', '#f2495c', '#b877d9', '#8ab8ff', '#96d98d', '#ffb357'];

/** The same fields as lines, and nothing else. */
function bare(element: HTMLElement): (memory: NodeMemory) => void {
  let plot: uPlot | undefined;
  return (memory) => {
    const [frame] = nodeMemoryFrames(memory);
    const columns = (frame?.fields ?? []).map(({ values }) => [...values]) as unknown as uPlot.AlignedData;
    if (plot) {
      plot.setData(columns);
      return;
    }
    const series = columns.slice(1).map((_, i) => ({ stroke: COLORS[i % COLORS.length] }));
    plot = new uPlot({ width: WIDTH, height: HEIGHT, ms: 1, series: [{}, ...series] }, columns, element);
  };
}

Object.assign(window, { start, refresh });
