import { numbersFrame } from '../frames/numbersFrame';
import { evaluateNumbers, numbersQueries } from '../prometheus/numbers';
import type { NodeScope } from '../prometheus/scope';

import type { Plan } from './plan';
import type { NumbersQuery } from './query';

/** Every number that says how much memory is used, of a node and of one pod: `namespace/pod`. */
export function numbersPlan({ pod }: NumbersQuery, scope: NodeScope): Plan {
  const [namespace, name] = pod?.split('/') ?? [];
  const of = namespace && name ? { namespace, pod: name } : undefined;
  return {
    queries: numbersQueries(scope, of),
    frames: (reply) => [numbersFrame(evaluateNumbers(scope, reply, of))],
  };
}
