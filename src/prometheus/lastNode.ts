import type { NoNode } from '../domain/node/noNode';
import type { DurationMs, EpochMs } from '../domain/units';

import type { PrometheusPort } from './ports/port';
import { lastNode, type ClusterScope } from './queries/nodeInfo';

/** Longer than Prometheus keeps data unless told to; some servers refuse queries over more. */
const LOOKED_BACK: DurationMs = 30 * 24 * 3_600_000;

/** When any node was seen last, by one instant query. Where that fails nothing is claimed: it is a help, not an answer. */
export async function loadLastNode(
  port: PrometheusPort,
  { now, ...scope }: ClusterScope & { readonly now: EpochMs },
  signal?: AbortSignal
): Promise<NoNode> {
  const query = lastNode({ ...scope, window: LOOKED_BACK });
  const { series } = await port({ queries: [query], from: now - LOOKED_BACK, to: now, step: 60_000 }, signal);
  const found = series[query.refId];
  const seconds = found?.[0]?.values[0];
  return {
    ...(found !== undefined && { lookedBack: LOOKED_BACK }),
    ...(typeof seconds === 'number' && Number.isFinite(seconds) && { lastSeen: seconds * 1000 }),
  };
}
