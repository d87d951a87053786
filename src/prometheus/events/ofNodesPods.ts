import { groupBy } from '../../domain/groupBy';
import { isSameTimes, timesOf, type Series } from '../../domain/series';
import type { EpochMs } from '../../domain/units';
import { podsOfCgroups } from '../nodePods';
import type { PromReply } from '../ports/port';
import type { NodeScope } from '../scope';

import { PART, partOf, seriesOf, type EventSource } from './eventSource';
import { CONTAINERS } from './sources/containers';
import { FINISHED, REASONS, RESTARTS } from './sources/containerStatuses';
import { POD_STATUSES, PODS } from './sources/pods';

type Reply = Pick<PromReply, 'series'>;
type Scope = Pick<NodeScope, 'pods'> & { readonly identity?: Pick<NodeScope['identity'], 'node'> };

/**
 * The reply without what is told of pods of the same name on other nodes: kept is what is told while kube_pod_info shows the pod on
 * this one; where that shows no pod at all, what is told of pods that have a cgroup here. Where the pods were not named, the server has
 * joined them already; where nobody could read which pods are here, all is kept.
 */
export function ofNodesPods(scope: Scope, reply: PromReply): PromReply {
  if (!scope.pods || !reply.series[PODS.refId]) {
    return reply;
  }
  const infos = partOf(reply, PODS, 'info');
  return infos.length > 0 ? keep(reply, whileSeen(infos)) : withPods(keep(reply, ofCgroups(scope, reply)));
}

function keep(reply: PromReply, kept: (series: Series) => Series): PromReply {
  const told = [POD_STATUSES, ...OF_CONTAINERS].filter(({ refId }) => reply.series[refId]);
  const left = told.map((source) => [
    source.refId,
    seriesOf(reply, source)
      .map(kept)
      .filter(({ times }) => times.length > 0),
  ]);
  return { ...reply, series: { ...reply.series, ...(Object.fromEntries(left) as PromReply['series']) } };
}

const OF_CONTAINERS: readonly EventSource[] = [FINISHED, REASONS, RESTARTS];

function whileSeen(infos: readonly Series[]): (series: Series) => Series {
  const byPod = groupBy(infos, podOf);
  const seen = new Map([...byPod].map(([pod, all]) => [pod, timesOf(all)]));
  return (series) => within(series, seen.get(podOf(series)) ?? []);
}

/**
 * Its uid is a pod's for good, and a pod has one node: what is told of it was here all the while. A static pod's cgroup has the hash of
 * its file, the API another uid; but its name ends with its node's (K32 config/common.go, generatePodName).
 */
function ofCgroups({ pods = [], identity }: Scope, reply: Reply): (series: Series) => Series {
  const here = [...pods, ...podsOfCgroups(seriesOf(reply, CONTAINERS))];
  const ends = identity && `-${identity.node.toLowerCase()}`;
  const known = new Set(
    here.map(({ uid = '', ...pod }) =>
      podOf({ labels: { ...pod, uid: ends && isHash(uid) && pod.pod.endsWith(ends) ? undefined : uid } })
    )
  );
  const isHere = ({ labels: { uid, ...labels } }: Series) =>
    known.has(podOf({ labels: { ...labels, uid } })) || known.has(podOf({ labels }));
  return (series) => (isHere(series) ? series : { ...series, times: [], values: [] });
}

const isHash = (uid: string): boolean => /^[0-9a-f]{32}$/.test(uid);

/** The pods' lives as their statuses show them, without their owners; none where no status of a container is told. */
function withPods(reply: PromReply): PromReply {
  if (OF_CONTAINERS.every((source) => seriesOf(reply, source).length === 0)) {
    return reply;
  }
  const told = [POD_STATUSES, ...OF_CONTAINERS].flatMap((source) => seriesOf(reply, source));
  const lives = [...groupBy(told, podOf).values()].map((all): Series => {
    const { namespace = '', pod = '', uid = '' } = all[0]?.labels ?? {};
    const times = timesOf(all);
    return { labels: { namespace, pod, uid, [PART]: 'info' }, times, values: times.map(() => 1) };
  });
  return { ...reply, series: { ...reply.series, [PODS.refId]: lives } };
}

function within(series: Series, seen: readonly EpochMs[]): Series {
  const { times, values } = series;
  if (isSameTimes(times, seen)) {
    return series;
  }
  const isSeen = new Set(seen);
  return {
    ...series,
    times: times.filter((time) => isSeen.has(time)),
    values: values.filter((_, i) => isSeen.has(times[i]!)),
  };
}

const podOf = ({ labels: { namespace, pod, uid } }: { readonly labels: Partial<Record<string, string>> }): string =>
  JSON.stringify([namespace, pod, uid]);
