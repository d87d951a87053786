import { getFieldDisplayName, type DataFrame } from '@grafana/data';
import type { LineStyle, VizLegendItem } from '@grafana/ui';

import { formatMiB } from '../domain/quantity/formatBytes';
import { LINE_WORDS } from '../frames/vocabulary';

import { CURVES, LINES } from './layout/names';
import { lastValue } from './layout/scene';

/**
 * One item per drawn field. `fieldName` is the name by which Grafana's override hides a field; the label is ours, with
 * the last value where the labels beside the plot have no room.
 */
export function legendItems(frame: DataFrame, withValues: boolean): VizLegendItem[] {
  return frame.fields.flatMap((field, fieldIndex): VizLegendItem[] => {
    const name = [...CURVES, ...LINES].find((candidate) => candidate === field.name);
    const value = lastValue(field.values);
    const shown = withValues && value !== undefined ? ` ${formatMiB(value)}` : '';
    return name
      ? [
          {
            label: `${LINE_WORDS[name]}${shown}`,
            fieldName: getFieldDisplayName(field, frame, [frame]),
            fieldIndex: { frameIndex: 0, fieldIndex },
            color: field.config.color?.fixedColor,
            disabled: field.config.custom?.hideFrom?.viz === true,
            lineStyle: lineStyleOf(name),
            yAxis: 1,
            getItemKey: () => name,
          },
        ]
      : [];
  });
}

/** Dots and dashes as on the plot, so that colour is never the only difference. */
function lineStyleOf(name: string): LineStyle | undefined {
  switch (name) {
    case 'podsGhost':
    case 'capacity':
      return { fill: 'dot', dash: [0, 4] };
    case 'podsEvictionLine':
      return { fill: 'dash', dash: [8, 4] };
    default:
      return undefined;
  }
}
