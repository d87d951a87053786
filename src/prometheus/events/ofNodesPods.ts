import type { Series } from '../../domain/series';
import type { EpochMs } from '../../domain/units';
import type { PromReply } from '../ports/port';
import type { NodeScope } from '../scope';

import { partOf, seriesOf } from './eventSource';
import { FINISHED, REASONS, RESTARTS } from './sources/containerStatuses';
import { POD_STATUSES, PODS } from './sources/pods';

/**
 * The reply without what is told of pods of the same name on other nodes: kept is what is told while kube_pod_info shows the pod on
 * this one. Where the pods were not named, the server has joined them already; where nobody could read which pods are
 * here, all is kept.
 */
export function ofNodesPods({ pods }: Pick<NodeScope, 'pods'>, reply: PromReply): PromReply {
  if (!pods || !reply.series[PODS.refId]) {
    return reply;
  }
  const seen = timesByPod(reply);
  const told = [POD_STATUSES, FINISHED, REASONS, RESTARTS].filter(({ refId }) => reply.series[refId]);
  const kept = told.map((source) => [
    source.refId,
    seriesOf(reply, source)
      .map((series) => whileSeen(series, seen.get(podOf(series))))
      .filter(({ times }) => times.length > 0),
  ]);
  return { ...reply, series: { ...reply.series, ...(Object.fromEntries(kept) as PromReply['series']) } };
}

function timesByPod(reply: PromReply): ReadonlyMap<string, ReadonlySet<EpochMs>> {
  const seen = new Map<string, Set<EpochMs>>();
  for (const series of partOf(reply, PODS, 'info')) {
    seen.set(podOf(series), new Set([...(seen.get(podOf(series)) ?? []), ...series.times]));
  }
  return seen;
}

function whileSeen(series: Series, seen: ReadonlySet<EpochMs> = new Set()): Series {
  const { times, values } = series;
  if (times.every((time) => seen.has(time))) {
    return series;
  }
  return {
    ...series,
    times: times.filter((time) => seen.has(time)),
    values: values.filter((_, i) => seen.has(times[i]!)),
  };
}

const podOf = ({ labels: { namespace, pod, uid } }: Series): string => JSON.stringify([namespace, pod, uid]);
