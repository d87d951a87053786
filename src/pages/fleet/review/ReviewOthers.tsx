import { Button } from '@grafana/ui';
import React from 'react';

import type { FleetNode } from '../../../domain/fleet/fleetNode';
import { candidatesOf } from '../../../domain/fleet/fleetReview';
import { counted } from '../../../domain/words/counted';

import { REVIEWED_AT_ONCE } from './followFleet';

interface Props {
  readonly nodes: readonly FleetNode[];
  readonly reviewsAll: boolean;
  readonly onReviewAll: () => void;
}

/** Where not all nodes with something on them are reviewed: says so, and offers the others. */
export function ReviewOthers({ nodes, reviewsAll, onReviewAll }: Props) {
  const more = candidatesOf(nodes).length - REVIEWED_AT_ONCE;
  return more <= 0 || reviewsAll ? null : (
    <p>
      {`Only the ${REVIEWED_AT_ONCE} nodes with the most evictions and OOM kills are reviewed. `}
      <Button size="sm" variant="secondary" onClick={onReviewAll}>
        {`Review the other ${counted(more, 'node')}`}
      </Button>
    </p>
  );
}
