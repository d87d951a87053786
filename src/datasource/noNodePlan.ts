import type { NoNode } from '../domain/node/noNode';
import { noNodeFrame } from '../frames/noNodeFrame';
import { loadLastNode } from '../prometheus/lastNode';
import type { PrometheusPort } from '../prometheus/ports/port';

import type { Plan } from './plan';
import type { TidemarkQuery } from './query';
import type { Source } from './source';

interface Asked {
  readonly cluster: string | undefined;
  readonly port: () => PrometheusPort;
  readonly signal: AbortSignal;
}

/** Where there is no node to ask for: no error, and for the charts, which say it, when there was one. */
export async function noNodePlan(kind: TidemarkQuery['kind'], source: Source, asked: Asked): Promise<Plan> {
  if (kind !== 'nodeMemory') {
    return { queries: [], frames: () => [] };
  }
  const frame = noNodeFrame(await lastNode(source, asked));
  return { queries: [], frames: () => [frame] };
}

export function lastNode({ settings: { labels } }: Source, { cluster, port, signal }: Asked): Promise<NoNode> {
  return loadLastNode(port(), { labels, now: Date.now(), ...(cluster && { cluster }) }, signal);
}
