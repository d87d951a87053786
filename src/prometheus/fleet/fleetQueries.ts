import type { DurationMs } from '../../domain/units';
import { POOL_LABELS, ZONE_LABELS } from '../../domain/fleet/poolAndZone';
import { METRIC } from '../metrics';
import { kubeNodeSeries, nodeSeries } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, is, isNot, matches, selector, unless, type Matcher } from '../promql';
import { budgetLines, budgetUsage, nodeLabels } from '../queries/budget';
import { CONTAINER_LABELS, OF_CADVISOR } from '../cadvisorLabels';
import { liveOnly } from '../queries/liveOnly';
import { kubelets, nodeInfo } from '../queries/nodeInfo';
import { sumOnce } from '../queries/sumOnce';
import { NODE } from '../ruleNames';

import { asBudget, type FleetScope } from './fleetScope';
import { allOf } from './parts';

/** What five queries answer for a fleet of any size (fleetPort); the question whether there are recording rules is the sixth. */
export const fleetQueries = (scope: FleetScope): PromQuery[] => [
  ...fleetRowQueries(scope),
  ...fleetDetailQueries(scope),
];

/** What the order by risk is made of. Side by side they are answered when the longest is, which reads a series for each container. */
export function fleetRowQueries(scope: FleetScope): PromQuery[] {
  return [
    { refId: FLEET_REF.nodes, expr: nodes(scope), mode: 'instant', isAlone: true },
    { refId: FLEET_REF.events, expr: allOf(events(scope)), mode: 'instant', isAlone: true },
    { refId: 'fleetNodeCurves', expr: allOf(nodeUsage(scope)), mode: 'range', isAlone: true },
    { refId: 'fleetCurves', expr: podsCurves(scope), mode: 'range', isAlone: true },
  ];
}

export const FLEET_REF = { nodes: 'fleetNodes', events: 'fleetEvents' } as const;

/** What reads a series or two for each container of the fleet once more. Side by side they take half the time of one bundle. */
export function fleetDetailQueries(scope: FleetScope): PromQuery[] {
  return [
    { refId: 'fleetRequests', expr: requests(scope), mode: 'instant', isAlone: true },
    { refId: 'fleetPods', expr: pods(scope), mode: 'instant', isAlone: true },
  ];
}

/** Which nodes there were, what they use and what their lines are made of, and whether they are under pressure. */
function nodes(scope: FleetScope): string {
  const { labels } = scope;
  const identity = { ...scope, window: scope.to - scope.from, seldom: true } as const;
  const poolsAndZones = kubeNodeSeries(scope, 'kube_node_labels');
  const pressure = kubeNodeSeries(scope, METRIC.nodeCondition, [
    is('condition', 'MemoryPressure'),
    is('status', 'true'),
  ]);
  return allOf({
    nodeInfo: nodeInfo(identity).expr,
    kubelets: kubelets(identity).expr,
    labels: aggregate('group', poolsAndZones, [labels.cluster, labels.node, ...POOL_LABELS, ...ZONE_LABELS]),
    pressure: aggregate('max', pressure, [labels.cluster, labels.node]),
    ...named(budgetLines(asBudget(scope))),
    ...nodeUsage(scope),
  });
}

/** Both sums in one pass, so that the finished pods, which kube-state-metrics keeps (KSM#458), are looked up once. */
function requests(scope: FleetScope): string {
  if (scope.hasRules) {
    return allOf({ requests: ofRule(scope, NODE.podsRequests), limits: ofRule(scope, NODE.podsLimits) });
  }
  const { cluster, node } = scope.labels;
  const both = matches('__name__', `${METRIC.containerRequests}|${METRIC.containerLimits}`);
  const finished = selector(METRIC.podPhase, [matches('phase', 'Failed|Succeeded'), ...ofCluster(scope)]);
  const asked = selector('', [both, is('resource', 'memory'), isNot(node, ''), ...ofCluster(scope)]);
  const running = unless(asked, `(${finished}) == 1`, [cluster, 'namespace', 'pod']);
  return sumOnce(running, CONTAINER_LABELS, ['__name__', cluster, node]);
}

/** What the pods use now: of the containers that were there at the last scrape. */
const pods = (scope: FleetScope): string =>
  scope.hasRules
    ? ofRule(scope, NODE.podsWorkingSet)
    : sumOnce(live(scope), CONTAINER_LABELS, nodeLabels(asBudget(scope)));

const live = (scope: FleetScope): string =>
  liveOnly(scope, nodeSeries(scope, METRIC.containerWorkingSet, OF_CADVISOR), OF_CADVISOR);

/**
 * The last half hour of each node's pods. It keeps what ended for up to five minutes: to leave that out at every point would cost
 * ten times as much, and the trend ends on the value of now.
 */
function podsCurves(scope: FleetScope): string {
  const containers = nodeSeries(scope, METRIC.containerWorkingSet, OF_CADVISOR);
  const pods = scope.hasRules
    ? ofRule(scope, NODE.podsWorkingSet)
    : aggregate('sum', containers, nodeLabels(asBudget(scope)));
  return allOf({ pods });
}

/** One series by each of a node's three sources. */
const nodeUsage = (scope: FleetScope): Readonly<Record<string, string>> =>
  scope.hasRules
    ? { budgetNode: ofRule(scope, NODE.workingSet) }
    : named(budgetUsage(asBudget(scope)).filter(({ refId }) => refId !== 'budgetPods'));

const named = (queries: readonly PromQuery[]) => Object.fromEntries(queries.map(({ refId, expr }) => [refId, expr]));

const ofRule = (scope: FleetScope, rule: string): string => selector(rule, ofCluster(scope));

const ofCluster = ({ cluster, labels }: FleetScope): readonly Matcher[] =>
  cluster ? [is(labels.cluster, cluster)] : [];

/**
 * What is needed to count the rises of each counter (domain/fleet/countRises). `kubelet_evictions` is born with the first
 * eviction, so when it and its kubelet were first seen is asked as well; few nodes have it. The kernel's count is there on each
 * node from its start: its samples are read in steps.
 */
function events(scope: FleetScope): Readonly<Record<EventPart, string>> {
  const { labels } = scope;
  // From the last look before the range: what rose until the first within belongs to it, as on the node's page.
  const seconds = Math.max(60, Math.ceil((scope.to - scope.from + scope.scrapeInterval) / 1000));
  const whole = `[${seconds}s]`;
  const steps = `[${seconds}s:${stepSeconds(seconds * 1000)}s]`;
  const by = [labels.cluster, labels.node, labels.instance];
  const evictions = selector(METRIC.kubeletEvictions, [
    matches('eviction_signal', MEMORY_SIGNALS),
    ...ofCluster(scope),
  ]);
  const kubelet = selector(METRIC.kubeletRunningPods, ofCluster(scope));
  const kills = selector(METRIC.vmstatOomKill, ofCluster(scope));
  const bySignal = [...by, 'eviction_signal'];
  return {
    evictionsMax: aggregate('max', `max_over_time(${evictions}${whole})`, bySignal),
    evictionsMin: aggregate('min', `min_over_time(${evictions}${whole})`, bySignal),
    evictionsLast: aggregate('max', `last_over_time(${evictions}${whole})`, bySignal),
    evictionsResets: aggregate('max', `resets(${evictions}${whole})`, bySignal),
    evictionsSince: aggregate('min', `min_over_time(timestamp(${evictions})${steps})`, bySignal),
    kubeletSince: aggregate('min', `min_over_time(timestamp(${kubelet})${steps})`, by),
    killsMax: aggregate('max', `max_over_time(${kills}${steps})`, by),
    killsMin: aggregate('min', `min_over_time(${kills}${steps})`, by),
    killsLast: aggregate('max', kills, by),
    killsResets: aggregate('max', `resets(${kills}${steps}) > 0`, by),
  };
}

export const EVENT_PARTS = [
  ...(['evictionsMax', 'evictionsMin', 'evictionsLast', 'evictionsResets', 'evictionsSince', 'kubeletSince'] as const),
  ...(['killsMax', 'killsMin', 'killsLast', 'killsResets'] as const),
];
type EventPart = (typeof EVENT_PARTS)[number];

const MEMORY_SIGNALS = 'memory.available|allocatableMemory.available';

/** A sixtieth of the range, no finer than a minute. */
const stepSeconds = (window: DurationMs): number => Math.max(60, Math.ceil(window / 60_000));
