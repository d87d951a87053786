import { createTheme, type DataFrame } from '@grafana/data';

import { framesOf } from '../testing/framesOf';
import { articleMemory, PALETTE } from '../testing/sceneOf';
import { alignedData, chartFrame, chosenColors, hiddenFields } from './chartFrame';

const memory = articleMemory();
const source = framesOf(memory).series[0]!;
const names = (frame: DataFrame) => frame.fields.map((field) => field.name);

function withConfig(name: string, config: object): DataFrame {
  const fields = source.fields.map((field) =>
    field.name === name ? { ...field, config: { ...field.config, ...config } } : field
  );
  return { ...source, fields };
}

describe('chartFrame', () => {
  it('holds the fields that the view draws, in the legend’s order', () => {
    const curves = ['time', 'nodeAvailable', 'nodeWorkingSet', 'podsWorkingSet', 'podsGhost', 'capacity'];
    const frame = (view: 'pods' | 'node') => names(chartFrame({ memory, source, view, palette: PALETTE }));
    expect(frame('pods')).toEqual([...curves, 'kubepodsLimit', 'allocatable']);
    expect(frame('node')).toEqual([...curves, 'evictionHard']);
  });

  it('leaves the frame it was made from untouched', () => {
    const before = JSON.stringify(source);
    chartFrame({ memory, source, view: 'both', palette: PALETTE });
    expect(JSON.stringify(source)).toBe(before);
  });

  it('gives uPlot as many values as times', () => {
    const [times, ...columns] = alignedData(chartFrame({ memory, source, view: 'both', palette: PALETTE }));
    expect(columns.map((column) => column.length)).toEqual(columns.map(() => times.length));
  });
});

describe('hiddenFields', () => {
  it('are those the legend hid from the visualization', () => {
    const off = withConfig('podsWorkingSet', { custom: { hideFrom: { viz: true, legend: false, tooltip: false } } });
    expect(hiddenFields(off).has('podsWorkingSet')).toBe(true);
    expect(hiddenFields(source).has('podsWorkingSet')).toBe(false);
  });
});

describe('chosenColors', () => {
  const theme = createTheme();

  it('are none while the data source’s own are there', () => {
    expect(chosenColors(source, theme)).toEqual({});
  });

  it('are what an override set', () => {
    const pink = withConfig('podsWorkingSet', { color: { mode: 'fixed', fixedColor: '#ff00ff' } });
    expect(chosenColors(pink, theme)).toEqual({ podsWorkingSet: '#ff00ff' });
  });

  it('are what an override set for a line, also another shade of the same hue', () => {
    const dark = withConfig('allocatable', { color: { mode: 'fixed', fixedColor: 'dark-red' } });
    expect(chosenColors(dark, theme)).toEqual({ allocatable: theme.visualization.getColorByName('dark-red') });
  });
});
