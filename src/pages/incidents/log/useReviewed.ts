import type { PanelData } from '@grafana/data';
import { useMemo } from 'react';

import { applyLog } from '../../../domain/incidents/applyLog';
import { readIncidentData, type IncidentData } from '../incidentData';

import { isSameNode, useAnyKeptLog, type KeptLog } from './keptLog';

interface Reviewed extends IncidentData {
  /** The node of some of these incidents, to which a log given in this visit is applied. */
  readonly loggedNode?: string;
}

/** The incidents that a query brought, with the log kept in this visit applied to those of its node. */
export function useReviewed(data: PanelData | undefined, dataSource: string | undefined): Reviewed {
  const kept = useAnyKeptLog();
  return useMemo(() => {
    const found = readIncidentData(data);
    return kept ? withLog(found, kept, dataSource) : found;
  }, [data, dataSource, kept]);
}

function withLog(found: IncidentData, kept: KeptLog, dataSource: string | undefined): Reviewed {
  const isLogged = ({ node, cluster }: { readonly node: string; readonly cluster?: string }) =>
    isSameNode(kept, { node, cluster, dataSource });
  return found.incidents?.some(isLogged)
    ? {
        ...found,
        incidents: found.incidents.map((incident) =>
          isLogged(incident) ? applyLog(incident, kept.log, { pods: kept.pods }) : incident
        ),
        loggedNode: kept.node,
      }
    : found;
}
