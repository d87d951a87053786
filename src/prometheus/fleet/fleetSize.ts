import { METRIC } from '../metrics';
import { kubeNodeSeries } from '../nodeSelector';
import type { PrometheusPort, PromQuery } from '../ports/port';
import { aggregate, is, or, selector } from '../promql';
import { NODE } from '../ruleNames';
import { DEFAULT_LABELS } from '../scope';

import { curveTimes, type FleetScope } from './fleetScope';
import { allOf, partsOf } from './parts';

/** What a fleet will cost to read. */
export type FleetSize = Pick<FleetScope, 'hasRules' | 'isSmall'>;
type Asked = Omit<FleetScope, keyof FleetSize>;

/** Read at every scrape these cost what one panel does: 50 nodes of 30 pods are 90,000 samples. */
const SMALL = 50;

const UNKNOWN: FleetSize = { hasRules: false, isSmall: false };

/** How many nodes there are, and whether the rule is there for each that the API server knows, already when the curves begin. */
export function fleetSizeQuery(asked: Asked): PromQuery {
  const { labels, cluster } = asked;
  const rule = selector(NODE.podsWorkingSet, cluster ? [is(labels.cluster, cluster)] : []);
  const capacity = kubeNodeSeries(asked, METRIC.nodeCapacity, [is('resource', 'memory')]);
  const published = `count(${aggregate('group', capacity, [labels.cluster, labels.node])})`;
  const scraped = `count(${selector(METRIC.kubeletRunningPods, cluster ? [is(labels.cluster, cluster)] : [])})`;
  const { from, to } = curveTimes({ ...asked, ...UNKNOWN });
  const since = `count(${rule} offset ${Math.max(1, Math.round((to - from) / 1000))}s)`;
  return {
    refId: 'fleetSize',
    expr: allOf({ nodes: or(published, scraped), rules: `(count(${rule}) >= ${published}) and ${since}` }),
    mode: 'instant',
  };
}

/** Neither where it cannot be told, which costs more and answers the same. Rejects only when aborted. */
export async function loadFleetSize(port: PrometheusPort, asked: Asked, signal?: AbortSignal): Promise<FleetSize> {
  const { labels, from, to } = asked;
  const { series } = await port({ queries: [fleetSizeQuery(asked)], from, to, step: 60_000 }, signal);
  const parts = partsOf(series.fleetSize);
  const nodes = parts.get('nodes')?.[0]?.values[0] ?? Infinity;
  // The rules name their labels themselves.
  const fit = labels.node === DEFAULT_LABELS.node && labels.cluster === DEFAULT_LABELS.cluster;
  return { hasRules: fit && parts.has('rules'), isSmall: nodes <= SMALL };
}
