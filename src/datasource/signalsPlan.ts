import { signalsTable } from '../frames/signalsTable';
import type { NodeScope } from '../prometheus/scope';
import { evaluateSetup } from '../prometheus/signals/evaluateSetup';
import { evaluateSignals } from '../prometheus/signals/evaluateSignals';
import { signalsQueries } from '../prometheus/signals/signalsQueries';

import type { Plan } from './plan';

/** Which series of the node there are, by which jobs and how fresh, what each missing one costs and what brings it back. */
export const signalsPlan = (scope: NodeScope): Plan => ({
  queries: signalsQueries(scope),
  frames: (reply) => {
    const statuses = evaluateSignals(reply, scope);
    return [signalsTable({ statuses, setup: evaluateSetup(reply, statuses, scope.labels) })];
  },
});
