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
const KEPT_AT = 50;

interface Result {
  readonly milliseconds: readonly number[];
  /** Of the heap after a garbage collection, at the 50th refresh and at the last. */
  readonly heap: readonly number[];
}

/** Draws the node's memory so often, each time with new values, and says how long each took until it was painted. */
async function draw(how: 'tidemark' | 'uplot', memory: NodeMemory, refreshes: number): Promise<Result> {
  const root = document.getElementById('root')!;
  const show = how === 'tidemark' ? panel(root) : bare(root);
  const milliseconds: number[] = [];
  const heap: number[] = [];
  for (let i = 1; i <= refreshes; i += 1) {
    const model = changed(memory, i);
    milliseconds.push(await painted(() => show(model)));
    if (i === KEPT_AT || i === refreshes) {
      heap.push(await heapNow());
    }
  }
  return { milliseconds, heap };
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

async function heapNow(): Promise<number> {
  for (let i = 0; i < 3; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    (window as unknown as { gc: () => void }).gc();
  }
  return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
}

Object.assign(window, { draw });
