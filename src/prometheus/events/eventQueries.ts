import { kubeNodeSeries, clusterMatchers, nodeSeries, podMatchers } from '../nodeSelector';
import type { PromQuery } from '../port';
import { aggregate, and, is, isNot, matches, or, selector, type Matcher } from '../promql';
import type { NodeScope } from '../scope';
import { splitByPods } from '../splitByPods';

/** One refId per question; each may answer with several kinds of series, told apart by the `tidemark` label. */
export const EVENT_REF = {
  evictions: 'eventsEvictions',
  oomKills: 'eventsOomKills',
  pressure: 'eventsPressure',
  pods: 'eventsPods',
  finished: 'eventsFinished',
  reasons: 'eventsReasons',
  restarts: 'eventsRestarts',
  containers: 'eventsContainers',
} as const;

/** The label that tells the parts of one query apart. */
export const PART = 'tidemark';

/** Everything that shows an eviction, a kill, a container's end or memory pressure on one node: eight queries. */
export function eventQueries(scope: NodeScope): PromQuery[] {
  const questions: Record<keyof typeof EVENT_REF, Pick<PromQuery, 'expr' | 'more'>> = {
    evictions: { expr: evictions(scope) },
    oomKills: { expr: oomKills(scope) },
    pressure: { expr: pressure(scope) },
    pods: splitByPods(scope, pods),
    finished: splitByPods(scope, (part) => containerSeries(part, 'status_last_terminated_timestamp', CONTAINER)),
    reasons: splitByPods(scope, reasons),
    restarts: splitByPods(scope, (part) => containerSeries(part, 'status_restarts_total', CONTAINER)),
    containers: { expr: containers(scope) },
  };
  return (Object.keys(EVENT_REF) as Array<keyof typeof EVENT_REF>).map((key) => ({
    refId: EVENT_REF[key],
    ...questions[key],
    mode: 'range',
  }));
}

const POD = ['namespace', 'pod', 'uid'];
const CONTAINER = [...POD, 'container'];
const CGROUP = ['namespace', 'pod', 'container', 'id'];
/** Of containers in which a kill was counted: tells one that was started again from one that lived on. */
const STARTED = 'container_start_time_seconds';

function evictions(scope: NodeScope): string {
  return or(
    ...counter(scope, 'kubelet_evictions', [], ['eviction_signal']),
    // Any series every kubelet exports: shows that kubelet_evictions was absent because nothing had been evicted.
    part('alive', aggregate('max', nodeSeries(scope, KUBELET, [], sampleTime))),
    ...aboutTarget(scope, KUBELET, { startedAt: 'process_start_time_seconds', takes: 'scrape_duration_seconds' })
  );
}

const KUBELET = 'kubelet_running_pods';

/** What Prometheus and the process itself say of the target that exports a metric. */
function aboutTarget(scope: NodeScope, metric: string, parts: Readonly<Record<string, string>>): readonly string[] {
  const target = nodeSeries(scope, metric);
  return Object.entries(parts).map(([name, about]) =>
    part(name, aggregate('max', and(nodeSeries(scope, about, [], newestOver(scope)), target, ['job', 'instance'])))
  );
}

function oomKills(scope: NodeScope): string {
  const ofRoot = [is('id', '/')];
  const real = [isNot('container', '')];
  const inContainer = nodeSeries(scope, 'container_oom_events_total', real, peakOver(scope));
  return or(
    ...counter(scope, 'node_vmstat_oom_kill', [], []),
    // A global OOM is counted at the root cgroup (cAdvisor manager.go, watchForNewOoms).
    part('root', aggregate('max', nodeSeries(scope, 'container_oom_events_total', ofRoot, peakOver(scope)))),
    part('rootAt', aggregate('max', nodeSeries(scope, 'container_oom_events_total', ofRoot, sampleTime))),
    part('container', aggregate('max', inContainer, CGROUP)),
    part(
      'containerStart',
      aggregate('max', and(nodeSeries(scope, STARTED, real, newestOver(scope)), `(${inContainer}) > 0`, CGROUP), CGROUP)
    ),
    part('startedAt', aggregate('max', nodeSeries(scope, 'node_boot_time_seconds', [], newestOver(scope)))),
    ...aboutTarget(scope, 'node_vmstat_oom_kill', { takes: 'scrape_duration_seconds' })
  );
}

function pressure(scope: NodeScope): string {
  const condition = [is('condition', 'MemoryPressure')];
  const taint = [is('key', 'node.kubernetes.io/memory-pressure')];
  const status = kubeNodeSeries(scope, 'kube_node_status_condition', condition);
  const ready = kubeNodeSeries(scope, 'kube_node_status_condition', [is('condition', 'Ready')]);
  const unschedulable = kubeNodeSeries(scope, 'kube_node_spec_unschedulable');
  return or(
    part('condition', aggregate('max', status, ['status'])),
    ...(isCoarse(scope) ? [part('peak', aggregate('max', peakOver(scope)(status), ['status']))] : []),
    part('taint', aggregate('max', peakOver(scope)(kubeNodeSeries(scope, 'kube_node_spec_taint', taint)))),
    part('sampledAt', aggregate('max', sampleTime(status))),
    part('ready', `${aggregate('max', peakOver(scope)(ready), ['status'])} > 0`),
    part('unschedulable', `${aggregate('max', peakOver(scope)(unschedulable))} > 0`)
  );
}

function pods(scope: NodeScope, isFirst: boolean): string {
  const reason = [matches('reason', 'Evicted|TerminationByKubelet')];
  const info = kubeNodeSeries(scope, 'kube_pod_info');
  return or(
    ...(isFirst
      ? [part('info', aggregate('max', peakOver(scope)(info), [...POD, 'created_by_kind', 'created_by_name']))]
      : []),
    part('reason', `${podSeries(scope, 'kube_pod_status_reason', reason, [...POD, 'reason'])} > 0`),
    part('deletion', podSeries(scope, 'kube_pod_deletion_timestamp', [], POD)),
    part('created', podSeries(scope, 'kube_pod_created', [], POD))
  );
}

function reasons(scope: NodeScope): string {
  return or(
    part('last', `${containerSeries(scope, 'status_last_terminated_reason', [...CONTAINER, 'reason'])} > 0`),
    part('current', `${containerSeries(scope, 'status_terminated_reason', [...CONTAINER, 'reason'])} > 0`),
    part('exitCode', containerSeries(scope, 'status_last_terminated_exitcode', CONTAINER, newestOver))
  );
}

/** The time of every container's newest sample: a series that stays behind is a container that is gone. */
function containers(scope: NodeScope): string {
  const real = [isNot('container', ''), isNot('container', 'POD')];
  const times = nodeSeries(scope, 'container_memory_working_set_bytes', real, sampleTime);
  return aggregate('max', times, CGROUP);
}

/** A counter in the views that `detectRises` takes. */
function counter(
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

/** Pod-level kube-state-metrics series have no node label: kept are those of the node's pods. */
function podSeries(
  scope: NodeScope,
  metric: string,
  matchers: readonly Matcher[],
  labels: readonly string[],
  over = peakOver
): string {
  return onNode(scope, over(scope)(selector(metric, [...ofPods(scope), ...matchers])), labels);
}

/** The same of containers: a native sidecar is an init container, with series of its own name. */
function containerSeries(scope: NodeScope, what: string, labels: readonly string[], over = peakOver): string {
  const names = [`kube_pod_container_${what}`, `kube_pod_init_container_${what}`];
  const all = or(...names.map((metric) => over(scope)(selector(metric, ofPods(scope)))));
  return onNode(scope, all, labels);
}

const ofPods = (scope: NodeScope): readonly Matcher[] => [...clusterMatchers(scope), ...podMatchers(scope)];

function onNode(scope: NodeScope, series: string, labels: readonly string[]): string {
  const pods = peakOver(scope)(kubeNodeSeries(scope, 'kube_pod_info'));
  return aggregate('max', and(series, pods, ['namespace', 'pod', 'uid']), labels);
}

function part(name: string, expr: string): string {
  return `label_replace(${expr}, "${PART}", "${name}", "", "")`;
}

function sampleTime(bare: string): string {
  return `timestamp(${bare})`;
}

/** On a grid coarser than the scrapes: the highest value since the grid time before, so that nothing falls between. */
function peakOver(scope: NodeScope): (bare: string) => string {
  return (bare) => (isCoarse(scope) ? `max_over_time(${bare}[${stepOf(scope)}])` : bare);
}

/** The same for a value that is no count. */
function newestOver(scope: NodeScope): (bare: string) => string {
  return (bare) => (isCoarse(scope) ? `last_over_time(${bare}[${stepOf(scope)}])` : bare);
}

/** The grid is coarser than the scrapes. */
export function isCoarse({ step, scrapeInterval }: NodeScope): boolean {
  return step > scrapeInterval;
}

function stepOf({ step }: NodeScope): string {
  return `${Math.ceil(step / 1000)}s`;
}
