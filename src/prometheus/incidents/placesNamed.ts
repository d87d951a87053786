import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import { inNamedGroups, placesOfAny } from '../nodeSelector';
import type { Matcher } from '../promql';
import type { LabelNames } from '../scope';

interface Naming {
  /** How often a query names each node and its address. */
  readonly times: number;
  /** How many places are worth naming. */
  readonly most: number;
}

/** The places at which series of these nodes may stand, as many names each as a query may be long; all, where they would be too many. */
export function placesNamed(
  nodes: readonly NodeIdentity[],
  labels: LabelNames,
  { times, most }: Naming
): ReadonlyArray<readonly Matcher[]> {
  const places = inNamedGroups(nodes, times, MOST_NAMED).flatMap((some) => placesOfAny(some, labels));
  return places.length > most ? [[]] : places;
}

const MOST_NAMED = 50;
