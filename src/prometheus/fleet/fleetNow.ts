import { groupBy } from '../../domain/groupBy';
import type { Series } from '../../domain/series';
import { IS_KUBEPODS, KUBEPODS_ENDS } from '../kubepods';
import { METRIC } from '../metrics';
import { clusterMatchers } from '../nodeSelector';
import { testOfAll } from '../ports/bareReads';
import { is, isNot, matches, or, selector, selectorOfAny, type Matcher } from '../promql';
import { NODE } from '../ruleNames';

import type { FleetScope } from './fleetScope';

/**
 * What bare selectors read of all nodes: a server copies the labels of each series for each `max by`, `label_replace` and `or`, which
 * costs it several times what reading them does. What kube-state-metrics says, and what the nodes do: as much to read, side by side.
 */
export const nowSelectors = (scope: FleetScope): readonly [string, string] => [
  stateSelector(scope),
  usedSelector(scope),
];

/**
 * A metric without one of these labels matches its empty alternative; what a target may have been given such a label for stands apart.
 */
const stateSelector = (scope: FleetScope): string =>
  selectorOfAny(
    metricsOf(({ among, metric }) => among !== undefined && metric !== METRIC.containerMemoryLimit),
    [
      matches('resource', '|memory|pods|hugepages_.+'),
      matches('condition', '|MemoryPressure'),
      matches('status', '|true'),
      ...clusterMatchers(scope),
    ]
  );

function usedSelector(scope: FleetScope): string {
  const ofCluster = clusterMatchers(scope);
  const metrics = [...metricsOf(({ among }) => among === undefined), ...(scope.hasRules ? Object.values(RULES) : [])];
  const limits = [is('id', '/'), ...KUBEPODS_ENDS].map((id) =>
    selector(METRIC.containerMemoryLimit, [id, ...ofCluster])
  );
  return or(selectorOfAny(metrics, ofCluster), ...limits);
}

const metricsOf = (isWanted: (meant: Meant) => boolean): readonly string[] => [
  ...new Set(Object.values(PARTS).flatMap((meant) => (isWanted(meant) ? meant.metric : []))),
];

/** What the recording rules say of a node, by the same names. */
export const RULES = {
  budgetNode: NODE.workingSet,
  pods: NODE.podsWorkingSet,
  requests: NODE.podsRequests,
  limits: NODE.podsLimits,
};

interface Meant {
  readonly metric: string;
  readonly among?: readonly Matcher[];
  /** Of kube-state-metrics, whose own `instance` may be a node's address: only what names a node is about one. */
  readonly isOfKubeState?: boolean;
  /** Where several series of one target are one value: which. Otherwise the greatest, as everywhere (evaluateFleet). */
  readonly join?: (series: readonly Series[]) => number | undefined;
}

const resource = (metric: string, pattern: string): Meant => ({
  metric,
  among: [matches('resource', pattern)],
  isOfKubeState: true,
});

/** By the names and rules of the budget's queries (queries/budget). */
const PARTS: Readonly<Record<string, Meant>> = {
  pressure: { metric: METRIC.nodeCondition, among: [is('condition', 'MemoryPressure')], isOfKubeState: true },
  kills: { metric: METRIC.vmstatOomKill },
  budgetCapacity: resource(METRIC.nodeCapacity, 'memory'),
  budgetMachine: { metric: METRIC.machineMemory },
  budgetMemTotal: { metric: METRIC.memTotal },
  budgetRoot: { metric: METRIC.containerMemoryLimit, among: [is('id', '/')], join: greatestPositive },
  budgetAllocatable: resource(METRIC.nodeAllocatable, 'memory'),
  budgetLimit: { metric: METRIC.containerMemoryLimit, among: [IS_KUBEPODS], join: leastPositive },
  budgetHugepages: { ...resource(METRIC.nodeCapacity, 'hugepages_.+'), join: sumOfResources },
  budgetMaxPods: resource(METRIC.nodeCapacity, 'pods'),
};

/** What it read, by what it says of a node. */
export function nowParts(
  { labels }: Pick<FleetScope, 'labels'>,
  series: readonly Series[]
): ReadonlyMap<string, readonly Series[]> {
  const ofMetric = byMetric(series);
  const target = (one: Series) =>
    JSON.stringify([labels.cluster, labels.node, labels.instance].map((name) => one.labels[name]));
  const parts = Object.entries(PARTS).map(([name, { metric, among = [], isOfKubeState, join }]) => {
    const isMeant = testOfAll({
      metrics: [metric],
      among: [...among, ...(isOfKubeState ? [isNot(labels.node, '')] : [])],
    });
    const own = ofMetric(metric).filter((one) => isMeant(one.labels));
    const joined = join ? [...groupBy(own, target).values()].flatMap((some) => joinedBy(join, some)) : own;
    return [name, joined] as const;
  });
  return new Map([...parts, ...Object.entries(RULES).map(([name, rule]) => [name, ofMetric(rule)] as const)]);
}

/** Bare series by what each metric is wanted for. */
export function ofMetrics(
  metrics: Readonly<Record<string, string>>,
  series: readonly Series[] = []
): ReadonlyMap<string, readonly Series[]> {
  const ofMetric = byMetric(series);
  return new Map(Object.entries(metrics).map(([name, metric]) => [name, ofMetric(metric)]));
}

/** Each series is looked at once, however many metrics are asked for. */
function byMetric(series: readonly Series[]): (metric: string) => readonly Series[] {
  const groups = groupBy(series, ({ labels }) => labels['__name__'] ?? '');
  return (metric) => groups.get(metric) ?? [];
}

function joinedBy(join: NonNullable<Meant['join']>, series: readonly Series[]): readonly Series[] {
  const [first] = series;
  const value = join(series);
  return first && value !== undefined ? [{ ...first, values: [value] }] : [];
}

const valuesOf = (series: readonly Series[]): readonly number[] => series.flatMap(({ values }) => values);
const positive = (series: readonly Series[]) => valuesOf(series).filter((value) => value > 0);

function greatestPositive(series: readonly Series[]): number | undefined {
  const found = positive(series);
  return found.length > 0 ? Math.max(...found) : undefined;
}

/** 0 where none of them is limited. */
function leastPositive(series: readonly Series[]): number | undefined {
  const found = positive(series);
  return Math.min(...(found.length > 0 ? found : valuesOf(series)));
}

/** Each size once, however many report it. */
function sumOfResources(series: readonly Series[]): number {
  const sizes = [...groupBy(series, ({ labels }) => labels['resource'] ?? '').values()];
  return sizes.reduce((sum, some) => sum + Math.max(...valuesOf(some)), 0);
}
