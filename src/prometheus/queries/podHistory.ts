import type { PodSearch } from '../../domain/pod/podSearch';
import type { DurationMs } from '../../domain/units';
import { METRIC } from '../metrics';
import { clusterMatchers } from '../nodeSelector';
import type { PromQuery } from '../ports/port';
import { aggregate, is, matches, regexLiteral, selector, type Matcher } from '../promql';
import type { LabelNames } from '../scope';

export interface PodHistoryScope {
  readonly labels: LabelNames;
  readonly cluster?: string;
  readonly search: PodSearch;
  readonly window: DurationMs;
  readonly step: DurationMs;
}

/** Where the pods of that name were seen, and how their containers ended: six queries, cheap because a name is in each selector. */
export function podHistory(scope: PodHistoryScope): PromQuery[] {
  return [
    seenOn(scope),
    sampledOn(scope),
    ends(scope, 'podFinished', METRIC.containerLastTerminatedTime),
    ...exits(scope),
  ];
}

const CONTAINER = ['namespace', 'pod', 'uid', 'container'];

/** The value is when the pod was last seen, in seconds. */
function seenOn(scope: PodHistoryScope): PromQuery {
  const { cluster, node } = scope.labels;
  const by = [cluster, node, 'namespace', 'pod', 'created_by_kind', 'created_by_name'];
  return { refId: 'podSeenOn', expr: aggregate('max', lastSeen(scope, METRIC.podInfo), by), mode: 'instant' };
}

/** The same by cAdvisor, for pods that kube-state-metrics never saw. */
function sampledOn(scope: PodHistoryScope): PromQuery {
  const { cluster, node, instance } = scope.labels;
  const by = [cluster, node, instance, 'namespace', 'pod'];
  return {
    refId: 'podSampledOn',
    expr: aggregate('max', lastSeen(scope, METRIC.containerWorkingSet), by),
    mode: 'instant',
  };
}

function lastSeen(scope: PodHistoryScope, metric: string): string {
  const { window } = scope;
  const seconds = Math.max(300, Math.ceil(window / 1000));
  // Prometheus looks back five minutes for an instant: nothing falls between two steps of at most that.
  const step = Math.min(300, Math.max(60, Math.ceil(seconds / 100)));
  return `max_over_time(timestamp(${selector(metric, named(scope))})[${seconds}s:${step}s])`;
}

function exits(scope: PodHistoryScope): PromQuery[] {
  return [
    ends(scope, 'podExitCodes', METRIC.containerLastTerminatedExitCode),
    reasons(scope, 'podReasons', METRIC.containerLastTerminatedReason),
    reasons(scope, 'podStates', 'kube_pod_container_status_terminated_reason'),
  ];
}

const ends = (scope: PodHistoryScope, refId: string, metric: string): PromQuery => ({
  refId,
  expr: aggregate('max', `last_over_time(${selector(metric, named(scope))}[${stepOf(scope)}])`, CONTAINER),
  mode: 'range',
});

const reasons = (scope: PodHistoryScope, refId: string, metric: string): PromQuery => ({
  refId,
  expr: `${aggregate('max', `last_over_time(${selector(metric, named(scope))}[${stepOf(scope)}])`, [...CONTAINER, 'reason'])} > 0`,
  mode: 'range',
});

const stepOf = ({ step }: PodHistoryScope) => `${Math.ceil(step / 1000)}s`;

/** The pod itself, and whatever Kubernetes may have made from a workload of that name. */
function named({ search, ...on }: PodHistoryScope): readonly Matcher[] {
  return [
    ...(search.namespace === undefined ? [] : [is('namespace', search.namespace)]),
    matches('pod', `${regexLiteral(search.name)}(?:-.+)?`),
    ...clusterMatchers(on),
  ];
}
