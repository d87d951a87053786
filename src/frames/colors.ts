import type { GrafanaTheme2 } from '@grafana/data';

import type { NodeEventKind } from '../domain/events/events';

import type { FieldName } from './names';

/** The article's colours by Grafana's names: available green, the node yellow, pods blue; red is every line that kills. */
export const FIELD_COLORS: Readonly<Record<FieldName, string>> = {
  nodeAvailable: 'green',
  nodeWorkingSet: 'yellow',
  podsWorkingSet: 'blue',
  podsGhost: 'blue',
  capacity: 'text',
  kubepodsLimit: 'red',
  podsEvictionLine: 'red',
  allocatable: 'red',
  evictionHard: 'red',
};

/** Told apart by hue and lightness, for the colour-blind too; where markers are drawn, by their shape as well. */
export const EVENT_COLORS: Readonly<Record<NodeEventKind, string>> = {
  eviction: 'red',
  'oom-kill': 'purple',
  termination: 'gray',
  pressure: 'orange',
};

/** One of these colours in the shade that is readable as a thin line and as small text on this theme. */
export function themeColor(theme: GrafanaTheme2, name: string): string {
  if (name === 'text' || name === 'gray') {
    return theme.colors.text.secondary;
  }
  // Grafana's yellows vanish on white; this is the same hue, dark enough to read.
  if (name === 'yellow') {
    return theme.isDark ? theme.visualization.getColorByName('semi-dark-yellow') : '#B88A00';
  }
  return theme.visualization.getColorByName(theme.isDark || name === 'orange' ? name : `semi-dark-${name}`);
}
