import type { PanelData } from '@grafana/data';

import { nodeKey, type FleetReview } from '../../../domain/fleet/fleetReview';
import type { NodeIdentity } from '../../../domain/node/nodeIdentity';
import type { Finding } from '../../../domain/provenance';
import { readIncidentData } from '../../incidents/incidentData';

interface Asked {
  readonly asked?: readonly NodeIdentity[];
  readonly data?: PanelData;
}

interface ReadReview {
  readonly review: FleetReview;
  /** What could not be read, and what the data lacks, once each. */
  readonly findings: readonly Finding[];
}

/** The review of some nodes as far as it has come; undefined while none was asked for. */
export function readReview({ asked = [], data }: Asked): ReadReview | undefined {
  if (asked.length === 0) {
    return undefined;
  }
  const { loading, errors, incidents, findings } = readIncidentData(data);
  const failures = [...errors, ...findings.flatMap(({ severity, text }) => (severity === 'error' ? [text] : []))];
  const isFailed = ({ node }: NodeIdentity) =>
    !loading && (incidents === undefined || failures.some((text) => text.startsWith(`${node}: `)));
  return {
    review: {
      state: loading ? 'reviewing' : 'reviewed',
      asked: new Set(asked.map(nodeKey)),
      failed: new Set(asked.filter(isFailed).map(nodeKey)),
      incidents: (incidents ?? []).filter(({ memory }) => memory),
    },
    findings: [
      ...errors.map((text): Finding => ({ severity: 'error', code: 'query-failed', text })),
      ...findings.filter(({ severity }) => severity !== 'info'),
    ],
  };
}
