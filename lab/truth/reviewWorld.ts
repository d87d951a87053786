import type { Incident } from '../../src/domain/incidents/types';
import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { DEFAULT_LABELS } from '../../src/prometheus/scope';
import { samplesPort } from '../promql/samplesPort';
import type { World } from '../simulator/world';

/** What the reviewer makes of a simulated world, asking as it asks a Prometheus. */
export async function reviewWorld({ scenario, store, from, to }: World): Promise<readonly Incident[]> {
  const { node, collection } = scenario;
  const interval = collection.interval ?? 30_000;
  const { incidents } = await loadIncidents(samplesPort(store), {
    identity: { node: node.name, internalIp: node.ip },
    labels: DEFAULT_LABELS,
    from,
    to,
    step: interval,
    scrapeInterval: interval,
    measure: 'containers',
    overrides: [],
  });
  return incidents;
}
