import { aggregate, and, doesNotMatch, or, selector, type Aggregation, type Matcher } from '../promql';
import type { Bare, BarePart } from '../ports/bare';
import { clusterMatchers, kubeNodeSeries, nodeSeries, podMatchers } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import type { NodeScope } from '../scope';
import { splitByPods } from '../ports/splitByPods';

import { PART } from './eventSource';

export const POD = ['namespace', 'pod', 'uid'];
export const CONTAINER = [...POD, 'container'];

export function part(name: string, expr: string): string {
  return `label_replace(${expr}, "${PART}", "${name}", "", "")`;
}

/** A counter in the views that `detectRises` takes. */
export function counter(
  scope: NodeScope,
  metric: string,
  matchers: readonly Matcher[],
  labels: readonly string[]
): readonly string[] {
  const views = {
    last: (bare: string) => bare,
    ...(isCoarse(scope) && {
      peak: peakOver(scope),
      resets: (bare: string) => `resets(${bare}[${stepOf(scope)}])`,
    }),
    sampledAt: sampleTime,
  };
  return Object.entries(views).map(([name, view]) =>
    part(name, aggregate('max', nodeSeries(scope, metric, matchers, view), labels))
  );
}

/** What Prometheus and the process itself say of the target that exports a metric. */
export function aboutTarget(
  scope: NodeScope,
  metric: string,
  parts: Readonly<Record<string, string>>
): readonly string[] {
  const target = nodeSeries(scope, metric);
  return Object.entries(parts).map(([name, about]) =>
    part(name, aggregate('max', and(nodeSeries(scope, about, [], newestOver(scope)), target, ['job', 'instance'])))
  );
}

/** Pod-level kube-state-metrics series have no node label: kept are those of the node's pods. */
export function podSeries(
  scope: NodeScope,
  metric: string,
  matchers: readonly Matcher[],
  labels: readonly string[],
  over = peakOver
): string {
  return onNode(scope, over(scope)(selector(metric, [...ofPods(scope), ...matchers])), labels);
}

/** The same of containers: a native sidecar is an init container, with series of its own name. */
export function containerSeries(
  scope: NodeScope,
  what: string,
  labels: readonly string[],
  { over = peakOver, by = 'max' }: { readonly over?: typeof peakOver; readonly by?: Aggregation } = {}
): string {
  const all = or(...ofContainers(what).map((metric) => over(scope)(selector(metric, ofPods(scope)))));
  return onNode(scope, all, labels, by);
}

/** A container, or a native sidecar, which is an init container. */
export const ofContainers = (what: string): readonly string[] => withInit(`kube_pod_container_${what}`);

export const withInit = (metric: string): readonly string[] => [
  metric,
  metric.replace('kube_pod_container_', 'kube_pod_init_container_'),
];

/** On a grid as fine as the scrapes, of pods that are named in one query: otherwise it takes functions and joins. */
export function askOfPods(
  scope: NodeScope,
  build: (scope: NodeScope) => string,
  parts: ReadonlyArray<Omit<BarePart, 'places'>>
): Pick<PromQuery, 'expr' | 'more' | 'bare'> {
  const asked = splitByPods(scope, build);
  const isBare = scope.pods && !asked.more && !isCoarse(scope);
  const places = placesOfPods(scope);
  return { ...asked, ...(isBare && { bare: { parts: parts.map((part) => ({ ...part, places })) } }) };
}

/** Where kube-state-metrics tells of the pods that are named. */
export const placesOfPods = (scope: NodeScope): ReadonlyArray<readonly Matcher[]> => [
  [...ofPods(scope), doesNotMatch('reason', NOT_EVICTED)],
];

/** kube_pod_status_reason has a series for each reason that kube-state-metrics knows; a container never ends for these. */
const NOT_EVICTED = 'NodeAffinity|NodeLost|Shutdown|UnexpectedAdmissionError';

/** Where the grid is as fine as the scrapes: on a coarser one it takes functions. */
export const fineBare = (scope: NodeScope, ...parts: readonly BarePart[]): { readonly bare?: Bare } =>
  isCoarse(scope) ? {} : { bare: { parts } };

const ofPods = (scope: NodeScope): readonly Matcher[] => [...clusterMatchers(scope), ...podMatchers(scope)];

/** Where the pods are named, those of a pod of the same name elsewhere are told apart in the answer (ofNodesPods). */
function onNode(scope: NodeScope, series: string, labels: readonly string[], by: Aggregation = 'max'): string {
  const pods = peakOver(scope)(kubeNodeSeries(scope, 'kube_pod_info'));
  return aggregate(by, scope.pods ? series : and(series, pods, ['namespace', 'pod', 'uid']), labels);
}

export function sampleTime(bare: string): string {
  return `timestamp(${bare})`;
}

/** On a grid coarser than the scrapes: the highest value since the grid time before, so that nothing falls between. */
export function peakOver(scope: NodeScope): (bare: string) => string {
  return (bare) => (isCoarse(scope) ? `max_over_time(${bare}[${stepOf(scope)}])` : bare);
}

/** The same for a value that is no count. */
export function newestOver(scope: NodeScope): (bare: string) => string {
  return (bare) => (isCoarse(scope) ? `last_over_time(${bare}[${stepOf(scope)}])` : bare);
}

/** The grid is coarser than the scrapes. */
export function isCoarse({ step, scrapeInterval }: NodeScope): boolean {
  return step > scrapeInterval;
}

function stepOf({ step }: NodeScope): string {
  return `${Math.ceil(step / 1000)}s`;
}
