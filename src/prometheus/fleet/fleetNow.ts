import { groupBy } from '../../domain/groupBy';
import type { Series } from '../../domain/series';
import { KUBEPODS_ID, METRIC } from '../metrics';
import { testOfAll } from '../ports/bareReads';
import { is, isNot, matches, or, regexLiteral, selector, type Matcher } from '../promql';
import { NODE } from '../ruleNames';

import type { FleetScope } from './fleetScope';

/**
 * What bare selectors read of all nodes: a server copies the labels of each series for each `max by`, `label_replace` and `or`, which
 * costs it several times what reading them does. A metric without one of these labels matches its empty alternative; what a target
 * may have been given such a label for stands apart.
 */
export function nowSelector({ labels, cluster, hasRules }: FleetScope): string {
  const ofCluster = cluster ? [is(labels.cluster, cluster)] : [];
  const named = (metrics: readonly string[]) =>
    matches('__name__', [...new Set(metrics)].sort().map(regexLiteral).join('|'));
  const [some, whole] = [true, false].map((isSome) =>
    Object.values(PARTS).flatMap(({ metric, among }) => ((among !== undefined) === isSome ? metric : []))
  ) as [string[], string[]];
  return or(
    selector('', [
      named(some),
      matches('resource', '|memory|pods|hugepages_.+'),
      matches('condition', '|MemoryPressure'),
      matches('status', '|true'),
      matches('id', `|/|${KUBEPODS_ID}`),
      ...ofCluster,
    ]),
    selector('', [named([...whole, ...(hasRules ? Object.values(RULES) : [])]), ...ofCluster])
  );
}

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
  budgetLimit: { metric: METRIC.containerMemoryLimit, among: [matches('id', KUBEPODS_ID)], join: leastPositive },
  budgetHugepages: { ...resource(METRIC.nodeCapacity, 'hugepages_.+'), join: sumOfResources },
  budgetMaxPods: resource(METRIC.nodeCapacity, 'pods'),
};

/** What it read, by what it says of a node. */
export function nowParts(
  { labels }: Pick<FleetScope, 'labels'>,
  series: readonly Series[]
): ReadonlyMap<string, readonly Series[]> {
  const byMetric = groupBy(series, metricOf);
  const target = (one: Series) =>
    JSON.stringify([labels.cluster, labels.node, labels.instance].map((name) => one.labels[name]));
  const parts = Object.entries(PARTS).map(([name, { metric, among = [], isOfKubeState, join }]) => {
    const isMeant = testOfAll({
      metrics: [metric],
      among: [...among, ...(isOfKubeState ? [isNot(labels.node, '')] : [])],
    });
    const own = (byMetric.get(metric) ?? []).filter((one) => isMeant(one.labels));
    const joined = join ? [...groupBy(own, target).values()].flatMap((some) => joinedBy(join, some)) : own;
    return [name, joined] as const;
  });
  return new Map([...parts, ...ofMetrics(RULES, series)]);
}

/** Bare series by what each metric is wanted for. */
export function ofMetrics(
  metrics: Readonly<Record<string, string>>,
  series: readonly Series[] = []
): ReadonlyMap<string, readonly Series[]> {
  const byMetric = groupBy(series, metricOf);
  return new Map(Object.entries(metrics).map(([name, metric]) => [name, byMetric.get(metric) ?? []]));
}

const metricOf = ({ labels }: Series): string => labels['__name__'] ?? '';

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
