import { readPodSearch } from '../domain/pod/podSearch';
import { podHistoryFrame } from '../frames/podHistoryFrame';
import { loadPodHistory } from '../prometheus/podHistory';
import type { PrometheusPort, PromRequest } from '../prometheus/ports/port';
import { watchErrors } from '../prometheus/watchErrors';

import type { Plan } from './plan';
import type { PodHistoryQuery } from './query';
import type { Source } from './source';

interface Asked {
  readonly cluster: string | undefined;
  readonly times: Omit<PromRequest, 'queries'>;
  readonly port: PrometheusPort;
  readonly signal: AbortSignal;
}

/** One request; rejects when nothing of it could be read. */
export async function podHistoryPlan(
  { pod }: PodHistoryQuery,
  { settings: { labels } }: Source,
  { cluster, times: { from, to }, port, signal }: Asked
): Promise<Plan> {
  const search = readPodSearch(pod);
  if (search === undefined) {
    throw new Error('Name a pod or a workload: web, or apps/web.');
  }
  const watched = watchErrors(port);
  const history = await loadPodHistory(watched.port, { labels, search, from, to, ...(cluster && { cluster }) }, signal);
  if (watched.isSilent()) {
    throw new Error(
      watched
        .errors()
        .map(({ message }) => message)
        .join(' ')
    );
  }
  return { queries: [], frames: () => [podHistoryFrame({ ...history, incomplete: watched.errors().length > 0 })] };
}
