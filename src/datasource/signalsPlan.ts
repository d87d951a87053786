import { signalsTable } from '../frames/signalsTable';
import type { NodeScope } from '../prometheus/scope';
import { evaluateSignals, signalsQueries } from '../prometheus/signals';

import type { Plan } from './plan';

/** Which series of the node there are, what each missing one costs and what brings it back. */
export const signalsPlan = (scope: NodeScope): Plan => ({
  queries: signalsQueries(scope),
  frames: (reply) => [signalsTable(evaluateSignals(reply))],
});
