import type { EpochMs } from '../domain/units';

import type { PrometheusPort } from './ports/port';
import { namespaces, type NamespaceScope } from './queries/namespaces';

export interface NamespacesRequest extends Omit<NamespaceScope, 'window'> {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A longer range is looked through for its last day only. */
const LONGEST = 24 * 3600_000;

/**
 * The namespaces that had a pod in the range, in alphabetical order; none without kube_pod_info. Rejects with the message of
 * the Prometheus when it answers with nothing but an error.
 */
export async function loadNamespaces(
  port: PrometheusPort,
  { from, to, ...scope }: NamespacesRequest
): Promise<readonly string[]> {
  const query = namespaces({ ...scope, window: Math.min(LONGEST, Math.max(0, to - from)) });
  const { series, errors } = await port({ queries: [query], from, to, step: 60_000 });
  const [error] = errors;
  if (error !== undefined && series[query.refId] === undefined) {
    throw new Error(error.message);
  }
  return (series[query.refId] ?? []).flatMap(({ labels }) => labels.namespace || []).sort();
}
