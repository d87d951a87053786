import type { DurationMs } from '../../domain/units';
import { nodeSeries, type OnAllNodes, type OnNode } from '../nodeSelector';
import { and, type Matcher } from '../promql';

/** cAdvisor looks at a cgroup every 10 to 15 s and stamps what it saw then, up to so long before the scrape. */
const HOUSEKEEPING_SECONDS = 20;

export type FreshScope = (OnNode | OnAllNodes) & { readonly scrapeInterval: DurationMs };

/**
 * Samples of one node no older than two scrapes. cAdvisor's samples carry their own time, so Prometheus repeats the last one
 * for five minutes after a kubelet has stopped answering; this ends them (prometheus docs/querying/basics.md, "Staleness").
 */
export function freshNodeSeries(scope: FreshScope, metric: string, matchers: readonly Matcher[]): string {
  const oldest = (2 * scope.scrapeInterval) / 1000 + HOUSEKEEPING_SECONDS;
  const stamped = nodeSeries(scope, metric, matchers, (bare) => `timestamp(${bare})`);
  return and(nodeSeries(scope, metric, matchers), `(${stamped}) > (time() - ${oldest})`);
}
