import type { Incident, Verdict } from '../../domain/incidents/types';

export interface IncidentFilter {
  readonly namespace?: string;
  readonly verdict?: Verdict;
  readonly memoryOnly: boolean;
}

/** Those that the filter lets through; a namespace is involved as victim or culprit. */
export function filterIncidents(
  incidents: readonly Incident[],
  { namespace, verdict, memoryOnly }: IncidentFilter
): readonly Incident[] {
  return incidents.filter(
    (incident) =>
      (!memoryOnly || incident.memory) &&
      (verdict === undefined || incident.verdict === verdict) &&
      (namespace === undefined || namespacesOf(incident).includes(namespace))
  );
}

/** The namespaces that incidents touched, in alphabetical order. */
export function namespacesIn(incidents: readonly Incident[]): readonly string[] {
  return [...new Set(incidents.flatMap(namespacesOf))].sort();
}

function namespacesOf({ victims, culprit }: Incident): readonly string[] {
  return [...victims, culprit].flatMap(({ namespace }) => namespace ?? []);
}
