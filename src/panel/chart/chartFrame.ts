import {
  FieldColorModeId,
  FieldType,
  getFieldSeriesColor,
  type DataFrame,
  type Field,
  type GrafanaTheme2,
} from '@grafana/data';
import type { AlignedData } from 'uplot';

import type { NodeMemory } from '../../domain/node/nodeMemory';
import { FIELD_COLORS } from '../../frames/colors';
import { FIELD, type FieldName } from '../../frames/names';
import { isDrawn } from '../layout/labelColumn';
import { CURVES, LINES, curveOf } from '../layout/names';
import type { Palette } from '../layout/palette';
import type { PanelView } from '../options';

/** The fields that this view draws, in the order of the legend, with the colours they are drawn in. */
export function chartFrame(input: {
  readonly memory: NodeMemory;
  readonly source: DataFrame;
  readonly view: PanelView;
  readonly palette: Palette;
}): DataFrame {
  const { memory, source, view, palette } = input;
  const drawn = drawnFields(memory, view).flatMap((name): Field[] => {
    const field = source.fields.find((candidate) => candidate.name === name);
    const color = { mode: FieldColorModeId.Fixed, fixedColor: palette.fields[name] };
    const values = [...(curveOf(memory, name)?.values ?? [])];
    return field ? [{ ...field, type: FieldType.number, values, config: { ...field.config, color } }] : [];
  });
  const time: Field = { name: FIELD.time, type: FieldType.time, config: {}, values: [...memory.times] };
  return { ...source, fields: [time, ...drawn], length: memory.times.length };
}

/** The frame's columns as uPlot takes them: times first. */
export function alignedData(frame: DataFrame): AlignedData {
  const [times = [], ...columns] = frame.fields.map((field): number[] => field.values);
  return [times, ...columns];
}

export function drawnFields(memory: NodeMemory, view: PanelView): readonly FieldName[] {
  return [...CURVES, ...LINES].filter((name) => isDrawn({ memory, view }, name) && curveOf(memory, name) !== undefined);
}

/** The frame that the memory was read from: the one that shares its times. */
export function findSource(series: readonly DataFrame[], memory: NodeMemory): DataFrame | undefined {
  return series.find((frame) => frame.fields.some((field) => field.values === memory.times));
}

/** Switched off in the legend: Grafana writes an override that hides the field from the visualization. */
export function hiddenFields(source: DataFrame): ReadonlySet<FieldName> {
  const hidden = source.fields
    .filter((field) => field.config.custom?.hideFrom?.viz === true)
    .map((field) => field.name);
  return new Set([...CURVES, ...LINES].filter((name) => hidden.includes(name)));
}

/** The colours that an override chose for single fields; all others are our own. */
export function chosenColors(source: DataFrame, theme: GrafanaTheme2): Readonly<Partial<Record<FieldName, string>>> {
  const chosen = [...CURVES, ...LINES].flatMap((name) => {
    const field = source.fields.find((candidate) => candidate.name === name);
    return field && isChosen(name, field) ? [[name, getFieldSeriesColor(field, theme).color]] : [];
  });
  return Object.fromEntries(chosen);
}

function isChosen(name: FieldName, { config: { color } }: Field): boolean {
  const own = color?.mode === FieldColorModeId.Fixed && color.fixedColor === FIELD_COLORS[name];
  return color !== undefined && !own;
}
