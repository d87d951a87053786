import type { PodName } from '../domain/incidents/proofMatch';
import type { Series } from '../domain/series';

import type { PrometheusPort } from './ports/port';
import { podNames } from './queries/podNames';
import type { NodeScope } from './scope';

/** The names of the pods that a node ran, by the uid that cgroup paths carry. None where kube-state-metrics is not scraped. */
export async function loadPodNames(
  port: PrometheusPort,
  scope: NodeScope,
  signal?: AbortSignal
): Promise<readonly PodName[]> {
  const { from, to, step } = scope;
  const query = podNames(scope);
  const { series } = await port({ queries: [query], from, to, step }, signal);
  return podNamesIn(series[query.refId] ?? []);
}

export const podNamesIn = (series: readonly Series[]): readonly PodName[] =>
  series.flatMap(({ labels: { uid, namespace, pod } }) => (uid && namespace && pod ? [{ uid, namespace, pod }] : []));
