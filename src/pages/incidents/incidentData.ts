import type { PanelData } from '@grafana/data';

import type { Incident } from '../../domain/incidents/types';
import type { Finding } from '../../domain/provenance';
import { readIncidents, type Progress } from '../../frames/incidentsFrame';
import { errorTexts, isLoading } from '../shared/queryState';

/** What a query for incidents has brought so far; errors and incidents can come together. */
export interface IncidentData {
  readonly loading: boolean;
  readonly errors: readonly string[];
  /** Undefined until an answer came: none is not the same as not known. */
  readonly incidents?: readonly Incident[];
  readonly findings: readonly Finding[];
  /** Of many nodes, so many are done; absent once all are. */
  readonly progress?: Progress;
}

export function readIncidentData(data: PanelData | undefined): IncidentData {
  if (!data) {
    return { loading: true, errors: [], findings: [] };
  }
  const reviewed = readIncidents(data.series);
  return {
    loading: isLoading(data),
    errors: errorTexts(data),
    ...(reviewed && { incidents: reviewed.incidents }),
    findings: reviewed?.findings ?? [],
    ...(reviewed?.progress && { progress: reviewed.progress }),
  };
}
