import type { FieldConfig } from '@grafana/data';

import type { Curve, NodeMemory } from '../domain/node/nodeMemory';

import { FIELD_COLORS } from './colors';
import { FIELD, type FieldName } from './names';
import { LINE_WORDS } from './vocabulary';

/** The curves and lines of a model by field name, curves first. */
export function curvesOf({ nodeAvailable, nodeWorkingSet, podsWorkingSet, podsGhost, lines }: NodeMemory) {
  const all: ReadonlyArray<readonly [FieldName, Curve | undefined]> = [
    [FIELD.nodeAvailable, nodeAvailable],
    [FIELD.nodeWorkingSet, nodeWorkingSet],
    [FIELD.podsWorkingSet, podsWorkingSet],
    [FIELD.podsGhost, podsGhost],
    [FIELD.capacity, lines.capacity],
    [FIELD.kubepodsLimit, lines.kubepodsLimit],
    [FIELD.podsEvictionLine, lines.podsEvictionLine],
    [FIELD.allocatable, lines.allocatable],
    [FIELD.evictionHard, lines.evictionHard],
  ];
  return all.flatMap(([name, curve]) => (curve ? [[name, curve] as const] : []));
}

/**
 * How the built-in Time series panel draws a field: the same names and colours as our panel, and the bands as fills between two lines. A key left
 * unset would come from the panel, so every field sets fill, width and points.
 */
export function fieldConfigOf(name: FieldName, { lines }: Pick<NodeMemory, 'lines'>): FieldConfig {
  const coincides = sameValues(lines.podsEvictionLine, lines.allocatable);
  const hidden = { legend: true, tooltip: true, viz: true };
  return {
    displayName: LINE_WORDS[name],
    unit: 'bytes',
    min: 0,
    color: { mode: 'fixed', fixedColor: FIELD_COLORS[name] },
    custom: {
      drawStyle: 'line',
      lineInterpolation: 'linear',
      spanNulls: false,
      showPoints: 'never',
      fillOpacity: 0,
      lineWidth: 1,
      ...LOOKS[name],
      ...(name === FIELD.kubepodsLimit && { fillBelowTo: coincides ? FIELD.allocatable : FIELD.podsEvictionLine }),
      ...(name === FIELD.podsEvictionLine && coincides && { hideFrom: hidden }),
    },
  };
}

interface Look {
  readonly lineWidth?: number;
  readonly fillOpacity?: number;
  readonly fillBelowTo?: FieldName;
  readonly lineStyle?: { readonly fill: 'dash' | 'dot'; readonly dash: readonly number[] };
}

const LOOKS: Readonly<Record<FieldName, Look>> = {
  nodeAvailable: { lineWidth: 2 },
  nodeWorkingSet: { lineWidth: 2 },
  podsWorkingSet: { lineWidth: 2 },
  podsGhost: { lineStyle: { fill: 'dot', dash: [2, 6] } },
  capacity: { fillOpacity: 20, fillBelowTo: FIELD.kubepodsLimit },
  kubepodsLimit: { fillOpacity: 25 },
  podsEvictionLine: { lineStyle: { fill: 'dash', dash: [4, 4] } },
  allocatable: { lineWidth: 2 },
  evictionHard: { fillOpacity: 15, lineStyle: { fill: 'dash', dash: [10, 6] } },
};

/** Also when only one of them is known, so that the band always ends at a line that is there. */
function sameValues(left: Curve | undefined, right: Curve | undefined): boolean {
  return !left || !right ? right !== undefined : left.values.every((value, index) => value === right.values[index]);
}
