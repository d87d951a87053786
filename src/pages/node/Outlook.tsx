import React from 'react';

import { explainTop, type TopExplanation } from '../../domain/kubectlTop';
import { findNearestLine } from '../../domain/nearestLine';
import type { Curve, NodeMemory } from '../../domain/nodeMemory';
import type { Bytes } from '../../domain/units';

import { nearestWords } from './nextWords';

/** What `kubectl top node` prints and whether that matters, and how long until the nearest line. */
export function Outlook({ memory }: { memory: NodeMemory }) {
  const { times, podsWorkingSet, nodeWorkingSet, current } = memory;
  const sampled = (curve: Curve | undefined) => curve && { times, values: curve.values };
  const nearest = findNearestLine(current, { pods: sampled(podsWorkingSet), node: sampled(nodeWorkingSet) });
  const top = explained(memory);
  return (
    <>
      {/* Beyond a line that evicts, a calm trend is no relief. */}
      {(nearest || top?.concern !== 'matters') && <p>{nearestWords(nearest)}</p>}
      <p>
        {top?.text ?? 'What kubectl top node prints is unknown: it divides the node’s working set by its allocatable.'}
      </p>
    </>
  );
}

function explained({ nodeWorkingSet, nodeAvailable, podsWorkingSet, current }: NodeMemory): TopExplanation | undefined {
  const used = lastOf(nodeWorkingSet);
  if (used === undefined || !current.allocatable) {
    return undefined;
  }
  return explainTop({
    nodeWorkingSet: used,
    allocatable: current.allocatable.value,
    nodeAvailable: lastOf(nodeAvailable),
    evictionHard: current.evictionHard?.value,
    podsWorkingSet: lastOf(podsWorkingSet),
    podsEvictionLine: current.podsEvictionLine?.value,
  });
}

function lastOf(curve: Curve | undefined): Bytes | undefined {
  return curve?.values.findLast((value) => value !== null) ?? undefined;
}
