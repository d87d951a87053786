import type { Incident } from '../src/domain/incidents/types';
import { httpPort } from '../src/prometheus/ports/httpPort';
import { loadIncidents } from '../src/prometheus/incidents/loadIncidents';
import { pagePort } from '../src/prometheus/ports/pagePort';
import { DEFAULT_LABELS, type NodeScope } from '../src/prometheus/scope';
import { shared } from '../src/prometheus/ports/sharedPort';

import type { Recorded } from './recordings';

const MINUTE = 60_000;

/** What each recording holds, and when. */
const RECORDED: Readonly<Record<Recorded['recording'], Pick<NodeScope, 'identity' | 'from' | 'to'>>> = {
  'recording-1': {
    identity: { node: 'lab-node', internalIp: '10.99.0.1' },
    from: Date.UTC(2026, 10, 21, 21, 4),
    to: Date.UTC(2026, 10, 21, 22, 27),
  },
  'recording-2': {
    identity: { node: 'aks-agentpool-21735204-vmss000003', internalIp: '10.20.0.11' },
    from: Date.UTC(2026, 10, 22, 2, 20),
    to: Date.UTC(2026, 10, 22, 3, 17),
  },
};

export function recordedScope(recording: Recorded['recording'], step = MINUTE / 2): NodeScope {
  return {
    ...RECORDED[recording],
    labels: DEFAULT_LABELS,
    step,
    scrapeInterval: MINUTE / 2,
    measure: 'containers',
    overrides: [],
  };
}

/** The incidents of a recording, from the server that holds it. */
export async function reviewRecording(url: string, recording: Recorded['recording']): Promise<readonly Incident[]> {
  const port = pagePort(httpPort({ fetch, url }), shared());
  const { incidents } = await loadIncidents(port, recordedScope(recording));
  return incidents;
}
