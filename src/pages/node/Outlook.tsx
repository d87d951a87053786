import React from 'react';

import { explainTop, type TopExplanation } from '../../domain/node/kubectlTop';
import { outlookWords } from '../../domain/trend/nextWords';
import { isWithoutKubelet } from '../../domain/node/noKubelet';
import type { Curve, NodeMemory } from '../../domain/node/nodeMemory';
import type { Bytes } from '../../domain/units';

/** Where the node stands and how long until the nearest line, and what `kubectl top node` prints and whether that matters. */
export function Outlook({ memory }: { memory: NodeMemory }) {
  const top = explained(memory);
  return (
    <>
      <p>{outlookWords(memory)}</p>
      {!isWithoutKubelet(memory) && (
        <p>
          {top?.text ??
            'What kubectl top node prints is unknown: it divides the node’s working set by its allocatable.'}
        </p>
      )}
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
