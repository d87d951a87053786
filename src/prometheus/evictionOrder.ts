import { groupBy } from '../domain/groupBy';
import type { QosClass } from '../domain/events/events';
import { priorityOfClass } from '../domain/ranking/evictionOrder';
import type { NodePod, NodeRanking } from '../domain/incidents/nodePods';
import type { Series } from '../domain/series';
import type { Bytes } from '../domain/units';

import type { PromQuery, PromReply } from './ports/port';
import {
  containerLimits,
  containerRequests,
  containerRss,
  containerSizes,
  nodeCapacityNow,
  podCgroupSizes,
  podInfo,
  podQos,
  podsRunning,
} from './queries/evictionOrder';
import type { NodeScope } from './scope';

/** What ranks the pods of a node at the end of the scope's range. */
export const evictionOrderQueries = (scope: NodeScope): PromQuery[] => QUERIES.map((query) => query(scope));

const QUERIES = [
  podCgroupSizes,
  containerSizes,
  containerRss,
  containerRequests,
  containerLimits,
  podInfo,
  podQos,
  podsRunning,
  nodeCapacityNow,
];

/** The node's pods and its capacity at the end of the scope's range. */
export function evaluateRanking({ to }: NodeScope, reply: PromReply): NodeRanking {
  const capacity = sum(reply.series.capacity ?? []);
  return { at: to, pods: evaluateNodePods(reply), ...(capacity !== undefined && { capacity }) };
}

/** The pods that were there, in no order. Finished ones are left out: they hold no memory. */
export function evaluateNodePods({ series }: PromReply): readonly NodePod[] {
  const of = (refId: string) => series[refId] ?? [];
  const sizes = byPod(of('podCgroupSizes'));
  const containers = byPod(of('containerSizes'));
  const resident = byPod(of('containerRss'));
  const requests = byPod(of('containerRequests'));
  const limits = byPod(of('containerLimits'));
  const info = byPod(of('podInfo'));
  const qos = byPod(of('podQos'));
  const names = new Set([...sizes.keys(), ...containers.keys(), ...byPod(of('podsRunning')).keys()]);
  return [...names].sort().flatMap((key) =>
    podOf({
      size: sizes.get(key),
      containers: containers.get(key) ?? [],
      resident: resident.get(key) ?? [],
      requests: requests.get(key) ?? [],
      limits: limits.get(key) ?? [],
      info: info.get(key)?.[0],
      qos: qos.get(key)?.[0],
      any: [sizes, containers, byPod(of('podsRunning'))].map((known) => known.get(key)?.[0]).find(Boolean),
    })
  );
}

interface Parts {
  readonly size?: readonly Series[];
  readonly containers: readonly Series[];
  readonly resident: readonly Series[];
  readonly requests: readonly Series[];
  readonly limits: readonly Series[];
  readonly info?: Series;
  readonly qos?: Series;
  /** Whatever named the pod. */
  readonly any?: Series;
}

function podOf({ size, containers, resident, requests, limits, info, qos, any }: Parts): readonly NodePod[] {
  const { namespace, pod } = any?.labels ?? {};
  if (!namespace || !pod) {
    return [];
  }
  const of = (container: string, all: readonly Series[]) =>
    sum(all.filter(({ labels }) => labels.container === container));
  const named = [...new Set([...containers, ...requests].flatMap(({ labels }) => labels.container ?? []))];
  const workingSetBytes = sum(size ?? []) ?? sum(containers);
  const priorityClass = info?.labels.priority_class;
  // An empty label is the default class, a missing series is no class at all.
  const priority = info && priorityOfClass(priorityClass ?? '');
  const qosClass = qos?.labels.qos_class;
  return [
    {
      name: `${namespace}/${pod}`,
      namespace,
      pod,
      requestBytes: sum(requests) ?? 0,
      containers: named.map((container) => {
        const [used, rss] = [of(container, containers), of(container, resident)];
        const limit = of(container, limits);
        return {
          container,
          requestBytes: of(container, requests) ?? 0,
          ...(limit !== undefined && { limitBytes: limit }),
          ...(used !== undefined && { workingSetBytes: used }),
          ...(rss !== undefined && { rssBytes: rss }),
        };
      }),
      ...(workingSetBytes !== undefined && { workingSetBytes }),
      ...(priority !== undefined && { priority }),
      ...(priorityClass && { priorityClass }),
      ...(info && { isStatic: info.labels.created_by_kind === 'Node' }),
      ...(isQos(qosClass) && { qos: qosClass }),
    },
  ];
}

const byPod = (series: readonly Series[]): ReadonlyMap<string, readonly Series[]> =>
  groupBy(series, ({ labels }) => `${labels.namespace ?? ''}/${labels.pod ?? ''}`);

/** Undefined when there is nothing to add up: no statistics is not zero. */
function sum(series: readonly Series[]): Bytes | undefined {
  const values = series.flatMap(({ values: all }) => all.at(-1) ?? []).filter(Number.isFinite);
  return values.length === 0 ? undefined : values.reduce((total, value) => total + value, 0);
}

const isQos = (text: string | undefined): text is QosClass =>
  text === 'Guaranteed' || text === 'Burstable' || text === 'BestEffort';
