import type { Incident } from '../../src/domain/incidents/types';
import { loadIncidents } from '../../src/prometheus/incidents/loadIncidents';
import { DEFAULT_LABELS, type NodeScope } from '../../src/prometheus/scope';
import { samplesPort } from '../promql/samplesPort';
import type { SampleSource } from '../promql/select';
import type { World } from '../simulator/world';

/** The world's one node over all of its time, as the reviewer asks for it. */
export function scopeOf({ scenario: { node, collection }, from, to }: World): NodeScope {
  const interval = collection.interval ?? 30_000;
  return {
    identity: { node: node.name, internalIp: node.ip },
    labels: DEFAULT_LABELS,
    from,
    to,
    step: interval,
    scrapeInterval: interval,
    measure: 'containers',
    overrides: [],
  };
}

/** What the reviewer makes of a simulated world, asking as it asks a Prometheus. */
export const reviewWorld = (world: World): Promise<readonly Incident[]> => reviewSource(world.store, world);

/** The same from what is left of its series. */
export async function reviewSource(source: SampleSource, world: World): Promise<readonly Incident[]> {
  const { incidents } = await loadIncidents(samplesPort(source), scopeOf(world));
  return incidents;
}
