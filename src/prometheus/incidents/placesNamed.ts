import type { NodeIdentity } from '../../domain/node/nodeIdentity';
import { placesOfAny } from '../nodeSelector';
import { inShortGroups } from '../ports/queryLength';
import { regexLiteral, type Matcher } from '../promql';
import type { LabelNames } from '../scope';

interface Naming {
  /** How often a query names each place. */
  readonly times: number;
  /** The most queries, one for each place. */
  readonly queries: number;
}

/** The places at which series of these nodes may stand, as many as a query may be long; all, where they would be too many. */
export function placesNamed(
  nodes: readonly NodeIdentity[],
  labels: LabelNames,
  { times, queries }: Naming
): ReadonlyArray<readonly Matcher[]> {
  const textOf = ({ node, internalIp = '' }: NodeIdentity) => regexLiteral(`${node}||${internalIp}`).repeat(times);
  const places = inShortGroups(nodes, textOf, MOST_NAMED).flatMap((some) => placesOfAny(some, labels));
  return places.length > queries ? [[]] : places;
}

const MOST_NAMED = 50;
