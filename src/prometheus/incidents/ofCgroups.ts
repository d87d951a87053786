import type { BarePart } from '../bare';
import { nodePlaces } from '../nodeSelector';
import type { NodeScope } from '../scope';

/**
 * Of all the node's cgroups at once, each sample once: so fine steps show no more. To leave out those of no pod by their labels
 * would make a server go through the names of all pods of the cluster.
 */
export const ofCgroups = (scope: NodeScope): Pick<BarePart, 'places' | 'isStored'> => ({
  isStored: true,
  places: nodePlaces(scope),
});
