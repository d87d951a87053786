import { POOL_LABELS, ZONE_LABELS } from '../../domain/fleet/poolAndZone';
import { METRIC } from '../metrics';
import { clusterMatchers, kubeNodeSeries, nodeSeries } from '../nodeSelector';
import type { PromQuery, PromReply } from '../ports/port';
import { aggregate, is, isNot, matches, or, selector, selectorOfAny, unless } from '../promql';
import { budgetUsage, nodeLabels } from '../queries/budget';
import { CONTAINER_LABELS, OF_CADVISOR } from '../cadvisorLabels';
import { liveOnly } from '../queries/liveOnly';
import { isLong, kubelets, namesEver, nodeInfo } from '../queries/nodeInfo';
import { sumOnce } from '../queries/sumOnce';
import { NODE } from '../ruleNames';

import { nowSelectors } from './fleetNow';
import { asBudget, type FleetScope } from './fleetScope';
import { allOf, partsOf } from './parts';

/** What a few queries answer for a fleet of any size; with the question whether there are recording rules they are six. */
export const fleetQueries = (scope: FleetScope): PromQuery[] => [
  ...fleetRowQueries(scope),
  ...fleetDetailQueries(scope),
];

/** What the order by risk is made of. Side by side they are answered when the longest is, which reads a series for each container. */
export function fleetRowQueries(scope: FleetScope): PromQuery[] {
  const [state, used] = nowSelectors(scope);
  const alone = (refId: string, expr: string): PromQuery => ({ refId, expr, mode: 'instant', isAlone: true });
  return [
    // Side by side, unless the containers take two queries more.
    ...(scope.hasRules
      ? [alone('fleetNodes', nodes(scope)), alone('fleetState', state), alone('fleetNow', used)]
      : [alone('fleetNodes', or(nodes(scope), state, used))]),
    ...(isLong(identityScope(scope)) ? namesEver(identityScope(scope)) : []),
    alone('fleetCounts', counts(scope)),
    { refId: 'fleetCurves', expr: curves(scope), mode: 'range', isAlone: true },
  ];
}

/** What reads a series or two for each container of the fleet once more. Side by side they take half the time of one bundle. */
export function fleetDetailQueries(scope: FleetScope): PromQuery[] {
  return scope.hasRules
    ? []
    : [
        { refId: 'fleetRequests', expr: requests(scope), mode: 'instant', isAlone: true },
        { refId: 'fleetPods', expr: pods(scope), mode: 'instant', isAlone: true },
      ];
}

/**
 * Who is there at the end, and of a short time who was there before. Of a long one the index tells that; when it was is asked of those
 * alone (`loadFleet`).
 */
export const identityScope = ({ labels, cluster, from, to }: FleetScope) => {
  const asked = { labels, ...(cluster && { cluster }), window: to - from, seldom: true } as const;
  return { ...asked, seen: isLong(asked) ? 'at the end' : 'briefly' } as const;
};

/** The reply as one that asked for the nodes alone. */
export function thereIn(reply: PromReply): PromReply {
  const { fleetNodes, ...series } = reply.series;
  const parts = partsOf(fleetNodes);
  const [nodeInfo, kubelets] = [parts.get('nodeInfo') ?? [], parts.get('kubelets') ?? []];
  return { ...reply, series: fleetNodes ? { ...series, nodeInfo, kubelets } : series };
}

/** Which nodes there were, what they use, and what the kubelet evicted. */
function nodes(scope: FleetScope): string {
  const { labels } = scope;
  const identity = identityScope(scope);
  const poolsAndZones = kubeNodeSeries(scope, 'kube_node_labels');
  return allOf({
    nodeInfo: nodeInfo(identity).expr,
    kubelets: kubelets(identity).expr,
    labels: aggregate('group', poolsAndZones, [labels.cluster, labels.node, ...POOL_LABELS, ...ZONE_LABELS]),
    ...(scope.hasRules ? {} : nodeUsage(scope)),
    ...evictions(scope),
  });
}

/** Both sums in one pass, so that the finished pods, which kube-state-metrics keeps (KSM#458), are looked up once. */
function requests(scope: FleetScope): string {
  const { cluster, node } = scope.labels;
  const finished = selector(METRIC.podPhase, [matches('phase', 'Failed|Succeeded'), ...clusterMatchers(scope)]);
  const both = [METRIC.containerRequests, METRIC.containerLimits];
  const asked = selectorOfAny(both, [is('resource', 'memory'), isNot(node, ''), ...clusterMatchers(scope)]);
  const running = unless(asked, `(${finished}) == 1`, [cluster, 'namespace', 'pod']);
  return sumOnce(running, CONTAINER_LABELS, ['__name__', cluster, node]);
}

/** What the pods use now: of the containers that were there at the last scrape. */
const pods = (scope: FleetScope): string => sumOnce(live(scope), CONTAINER_LABELS, nodeLabels(asBudget(scope)));

const live = (scope: FleetScope): string =>
  liveOnly(scope, nodeSeries(scope, METRIC.containerWorkingSet, OF_CADVISOR), OF_CADVISOR);

/**
 * The last half hour of each node and its pods. That of the pods keeps what ended for up to five minutes: to leave it out at every
 * point would cost ten times as much, and the trend ends on the value of now.
 */
function curves(scope: FleetScope): string {
  if (scope.hasRules) {
    return selectorOfAny([NODE.workingSet, NODE.podsWorkingSet], clusterMatchers(scope));
  }
  const containers = nodeSeries(scope, METRIC.containerWorkingSet, OF_CADVISOR);
  return allOf({ ...nodeUsage(scope), pods: aggregate('sum', containers, nodeLabels(asBudget(scope))) });
}

/** One series by each of a node's three sources. */
const nodeUsage = (scope: FleetScope): Readonly<Record<string, string>> =>
  Object.fromEntries(
    budgetUsage(asBudget(scope)).flatMap(({ refId, expr }) => (refId === 'budgetPods' ? [] : [[refId, expr]]))
  );

/** From the last look before the range: what rose until the first within belongs to it, as on the node's page. */
const windowSeconds = ({ from, to, scrapeInterval }: FleetScope): number =>
  Math.max(60, Math.ceil((to - from + scrapeInterval) / 1000));

/**
 * What is needed to count the rises of `kubelet_evictions` (domain/fleet/countRises). It is born with the first eviction, so when it
 * was first seen is asked as well. Few nodes have it.
 */
function evictions(scope: FleetScope): Readonly<Record<string, string>> {
  const { cluster, node, instance } = scope.labels;
  const seconds = windowSeconds(scope);
  const [whole, steps] = [`[${seconds}s]`, inSteps(seconds)];
  const counter = selector(METRIC.kubeletEvictions, [
    matches('eviction_signal', MEMORY_SIGNALS),
    ...clusterMatchers(scope),
  ]);
  const bySignal = [cluster, node, instance, 'eviction_signal'];
  return {
    evictionsMax: aggregate('max', `max_over_time(${counter}${whole})`, bySignal),
    evictionsMin: aggregate('min', `min_over_time(${counter}${whole})`, bySignal),
    evictionsLast: aggregate('max', `last_over_time(${counter}${whole})`, bySignal),
    evictionsResets: aggregate('max', `resets(${counter}${whole})`, bySignal),
    evictionsSince: aggregate('min', `min_over_time(timestamp(${counter})${steps})`, bySignal),
  };
}

const MEMORY_SIGNALS = 'memory.available|allocatableMemory.available';

/** The kernel's count and a sign of the kubelet, of every node: as they are in steps, which costs a server less than to sum them up. */
const counts = (scope: FleetScope): string =>
  selectorOfAny([METRIC.vmstatOomKill, METRIC.kubeletRunningPods], clusterMatchers(scope)) +
  inSteps(windowSeconds(scope));

/** A sixtieth of the range, no finer than a minute. */
const inSteps = (seconds: number): string => `[${seconds}s:${Math.max(60, Math.ceil(seconds / 60))}s]`;
