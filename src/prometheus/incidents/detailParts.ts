import type { BarePart } from '../bare';
import { PART } from '../events/eventSource';
import { nodePlaces } from '../nodeSelector';
import { isNot } from '../promql';
import type { NodeScope } from '../scope';

export const CONTAINER = ['namespace', 'pod', 'container'];
export const CGROUP = [...CONTAINER, 'id'];
export const REAL = [isNot('container', ''), isNot('container', 'POD')];

/**
 * Of all the node's cgroups at once, each sample once: so fine steps show no more. To leave out those of no pod by their labels
 * would make a server go through the names of all pods of the cluster.
 */
export const ofCgroups = (scope: NodeScope): Pick<BarePart, 'places' | 'isStored'> => ({
  isStored: true,
  places: nodePlaces(scope),
});

export function named(part: string, expr: string): string {
  return `label_replace(${expr}, "${PART}", "${part}", "", "")`;
}

export function sampleTime(bare: string): string {
  return `timestamp(${bare})`;
}
