import type { NodeMemory } from '../src/domain/node/nodeMemory';
import type { Finding } from '../src/domain/provenance';
import type { EpochMs } from '../src/domain/units';
import { withErrors } from '../src/prometheus/errorWords';
import { loadIdentities } from '../src/prometheus/identity';
import { evaluateNodeMemory, nodeMemoryQueries } from '../src/prometheus/nodeMemory';
import type { PrometheusPort, PromQuery, PromReply } from '../src/prometheus/ports/port';
import { DEFAULT_LABELS, type NodeScope } from '../src/prometheus/scope';

export interface NodeRequest {
  readonly port: PrometheusPort;
  readonly node: string;
  readonly cluster?: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Asked along in the same request. */
  readonly also?: (scope: NodeScope) => readonly PromQuery[];
}

export interface LoadedNode {
  readonly scope: NodeScope;
  readonly memory: NodeMemory;
  readonly reply: PromReply;
  /** What failed. */
  readonly findings: readonly Finding[];
}

/** One node's curves and lines. Rejects where no such node was seen. */
export async function loadNode({ port, node, cluster, from, to, also }: NodeRequest): Promise<LoadedNode> {
  const [identity] = await loadIdentities(port, {
    labels: DEFAULT_LABELS,
    from,
    to,
    node,
    ...(cluster && { cluster }),
  });
  if (!identity) {
    throw new Error(
      `node "${node}" was not found in this time range; its name is the one that kubectl get nodes prints`
    );
  }
  const step = Math.max(SCRAPE_INTERVAL, Math.ceil((to - from) / MOST_POINTS / 1000) * 1000);
  const scope: NodeScope = {
    ...{ identity, from, to, step },
    labels: DEFAULT_LABELS,
    scrapeInterval: SCRAPE_INTERVAL,
    measure: 'containers',
    overrides: [],
  };
  const queries = [...nodeMemoryQueries(scope), ...(also?.(scope) ?? [])];
  const reply = await port({ queries, from, to, step });
  return { scope, memory: evaluateNodeMemory(scope, reply), reply, findings: withErrors([], reply.errors, node) };
}

const SCRAPE_INTERVAL = 30_000;
/** Prometheus refuses more than 11 000 points a series. */
const MOST_POINTS = 10_000;
