import { METRIC } from '../metrics';
import type { BarePart } from '../ports/bare';
import { kubePlace, nodePlaces } from '../nodeSelector';
import { is, matches } from '../promql';
import type { NodeScope } from '../scope';

/**
 * Of all the node's cgroups at once, each sample once: so fine steps show no more. To leave out those of no pod by their labels
 * would make a server go through the names of all pods of the cluster.
 */
export const ofCgroups = (scope: NodeScope): Pick<BarePart, 'places' | 'isStored'> => ({
  isStored: true,
  places: nodePlaces(scope, OF_MEMORY, METRIC.containerWorkingSet),
});

/** What containers ask for and may use at most, read along with it. */
export const ofResources = (scope: NodeScope): Pick<BarePart, 'places' | 'among' | 'isStored'> => ({
  isStored: true,
  places: [kubePlace(scope, OF_MEMORY)],
  among: [is('resource', 'memory')],
});

/** Of resources only memory; a cgroup names none. */
const OF_MEMORY = [matches('resource', '|memory')];
