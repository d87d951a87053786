import type { Curve, NodeMemory } from '../../domain/node/nodeMemory';
import { FIELD, type FieldName } from '../../frames/names';

/** What moves with the load; the other fields are the node's lines. */
export type CurveName = 'nodeAvailable' | 'nodeWorkingSet' | 'podsWorkingSet' | 'podsGhost';
export type LineName = Exclude<FieldName, CurveName>;

/** Order of the legend and of the tooltip. */
export const CURVES: readonly CurveName[] = [
  FIELD.nodeAvailable,
  FIELD.nodeWorkingSet,
  FIELD.podsWorkingSet,
  FIELD.podsGhost,
];
export const LINES: readonly LineName[] = [
  FIELD.capacity,
  FIELD.kubepodsLimit,
  FIELD.podsEvictionLine,
  FIELD.allocatable,
  FIELD.evictionHard,
];

export function curveOf(memory: NodeMemory, name: FieldName): Curve | undefined {
  switch (name) {
    case 'nodeAvailable':
    case 'nodeWorkingSet':
    case 'podsWorkingSet':
    case 'podsGhost':
      return memory[name];
    case 'capacity':
    case 'kubepodsLimit':
    case 'podsEvictionLine':
    case 'allocatable':
    case 'evictionHard':
      return memory.lines[name];
  }
}
