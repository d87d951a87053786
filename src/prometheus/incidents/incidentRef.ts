/** What a review needs beyond the node's memory and its events. */
export const INCIDENT_REF = {
  workingSet: 'incidentWorkingSet',
  peaks: 'incidentPeaks',
  budgets: 'incidentBudgets',
  node: 'incidentNode',
} as const;
