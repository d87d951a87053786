import { evictionOrderTable, oomOrderTable } from '../frames/evictionOrderTable';
import { evaluateRanking, evictionOrderQueries } from '../prometheus/evictionOrder';
import { askedAgain } from '../prometheus/nodePods';
import type { NodeScope } from '../prometheus/scope';

import type { Plan } from './plan';
import type { EvictionOrderQuery } from './query';

/** Who is next at the end of the range: the kubelet's order, the kernel's, or both. */
export const evictionOrderPlan = ({ by }: EvictionOrderQuery, scope: NodeScope): Plan => ({
  queries: evictionOrderQueries(scope),
  again: (reply) => askedAgain(scope, evictionOrderQueries, reply).queries,
  frames: (reply) => {
    const ranking = evaluateRanking(scope, reply);
    return [
      ...(by === 'kernel' ? [] : [evictionOrderTable(ranking)]),
      ...(by === 'kubelet' ? [] : [oomOrderTable(ranking)]),
    ];
  },
});
