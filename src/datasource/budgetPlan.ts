import { budgetTable } from '../frames/budgetTable';
import { budgetQueries, evaluateBudget, type BudgetScope } from '../prometheus/budget';

import type { Plan } from './plan';

/** One row for each of the scope's nodes, in their order. */
export function budgetPlan(scope: BudgetScope): Plan {
  return {
    queries: budgetQueries(scope),
    frames: (reply) => [budgetTable(evaluateBudget(scope, reply))],
  };
}
