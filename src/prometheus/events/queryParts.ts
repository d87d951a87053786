import { aggregate, and, or, selector, type Matcher } from '../promql';
import { clusterMatchers, kubeNodeSeries, nodeSeries, podMatchers } from '../nodeSelector';
import type { NodeScope } from '../scope';

import { PART } from './eventSource';

export const POD = ['namespace', 'pod', 'uid'];
export const CONTAINER = [...POD, 'container'];
export const CGROUP = ['namespace', 'pod', 'container', 'id'];

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
export function containerSeries(scope: NodeScope, what: string, labels: readonly string[], over = peakOver): string {
  const names = [`kube_pod_container_${what}`, `kube_pod_init_container_${what}`];
  const all = or(...names.map((metric) => over(scope)(selector(metric, ofPods(scope)))));
  return onNode(scope, all, labels);
}

const ofPods = (scope: NodeScope): readonly Matcher[] => [...clusterMatchers(scope), ...podMatchers(scope)];

/** Where the pods are named, those of a pod of the same name elsewhere are told apart in the answer (ofNodesPods). */
function onNode(scope: NodeScope, series: string, labels: readonly string[]): string {
  const pods = peakOver(scope)(kubeNodeSeries(scope, 'kube_pod_info'));
  return aggregate('max', scope.pods ? series : and(series, pods, ['namespace', 'pod', 'uid']), labels);
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
