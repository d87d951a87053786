import type { Curve, NodeMemory } from '../../domain/node/nodeMemory';
import type { ReviewData } from '../../domain/incidents/reviewData';
import { nodeRefs } from '../nodeCurve';
import { podsRefs } from '../podsCurves';
import { or } from '../promql';

import { NODE_SOURCES } from './detailSeries';

type Memory = Pick<NodeMemory, 'nodeWorkingSet' | 'podsWorkingSet' | 'current'>;

/** The PromQL of the sources that the curves really came from, to run again; absent where there is no curve. */
export function curveQueries(
  { nodeWorkingSet, podsWorkingSet, current }: Memory,
  exprs: ReadonlyMap<string, string>
): Pick<ReviewData['queries'], 'node' | 'pods' | 'available' | 'availableBy'> {
  const query = (curve: Curve | undefined, refsOf: (source: string) => readonly string[]) => {
    const found = sourcesOf(curve)
      .flatMap(refsOf)
      .flatMap((refId) => exprs.get(refId) ?? []);
    return found.length === 0 ? undefined : or(...new Set(found));
  };
  const node = query(nodeWorkingSet, nodeRefs);
  const pods = query(podsWorkingSet, podsRefs);
  const capacity = CAPACITY_REFS.map((refId) => exprs.get(refId)).find((expr) =>
    expr?.includes(`${current.capacity?.source}{`)
  );
  return {
    ...(node !== undefined && { node }),
    ...(pods !== undefined && { pods }),
    ...(node !== undefined && capacity !== undefined && { available: `(${capacity}) - (${node})` }),
    ...(node !== undefined && capacity !== undefined && { availableBy: availableBy(capacity, exprs) }),
  };
}

function availableBy(capacity: string, exprs: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    NODE_SOURCES.flatMap(({ refId, source }) => {
      const used = exprs.get(refId);
      return used === undefined ? [] : [[source, `(${capacity}) - (${used})`]];
    })
  );
}

/** At each moment the best that speaks then: `or` of the sources in their order is just that. */
const sourcesOf = (curve: Curve | undefined): readonly string[] =>
  curve ? [...new Set([curve.source, ...(curve.stretches ?? []).map(({ source }) => source)])] : [];

const CAPACITY_REFS = ['nodeCapacity', 'machineMemory', 'memTotal', 'rootLimit'];
