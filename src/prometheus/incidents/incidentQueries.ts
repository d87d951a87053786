import type { Bare, BarePart } from '../bare';
import { eventQueries } from '../events/eventQueries';
import { PART } from '../events/eventSource';
import { CONTAINERS } from '../events/sources/containers';
import { KUBEPODS_ID, METRIC } from '../metrics';
import { nodeMemoryQueries } from '../nodeMemory';
import { kubeNodeSeries, kubePlace, nodePlaces, nodeSeries } from '../nodeSelector';
import { plainly } from '../plainly';
import type { PromQuery } from '../port';
import { aggregate, and, doesNotMatch, is, isNot, type Matcher, matches, or } from '../promql';
import { CONTAINERS_REF } from '../queries/containersWorkingSet';
import type { NodeScope } from '../scope';

/** What a review needs beyond the node's memory and its events. */
export const INCIDENT_REF = {
  workingSet: 'incidentWorkingSet',
  peaks: 'incidentPeaks',
  budgets: 'incidentBudgets',
  node: 'incidentNode',
} as const;

/** All that is asked about one node around something that happened, in one request at the resolution of the scrapes. */
export function incidentQueries(scope: NodeScope): PromQuery[] {
  const memory = nodeMemoryQueries(scope)
    .map((query) => (query.frugal?.when ? query : plainly(query)))
    .map((query) => (query.refId === CONTAINERS_REF.signs ? byStarts(query) : query));
  const events = eventQueries(scope)
    .map(plainly)
    .map((query) => (query.refId === CONTAINERS.refId ? { ...query, bare: lives(scope) } : query));
  return [...events, ...memory, ...detailQueries(scope)];
}

/** When containers were sampled: only these times count, not when they are looked at. */
function lives(scope: NodeScope): Bare {
  return { parts: [{ ...workingSetPart(scope), what: 'sampleTime' }] };
}

/** Every container has a start: the limits are read where a collection drops that. */
function byStarts({ bare, ...query }: PromQuery): PromQuery {
  const parts = bare?.parts.map((part) => ({
    ...part,
    metrics: [METRIC.containerStartTime],
    otherwise: { metrics: [METRIC.containerMemoryLimit], places: part.places },
  }));
  return { ...query, ...(parts && { bare: { parts } }) };
}

/** Each sample once: so fine steps show no more. Containers are read with their pods. */
const stored = { isStored: true } as const;
const storedOf = (scope: NodeScope) => ({ ...stored, places: nodePlaces(scope, OF_PODS) });

export function detailQueries(scope: NodeScope): PromQuery[] {
  return [
    {
      refId: INCIDENT_REF.workingSet,
      expr: workingSet(scope),
      mode: 'range',
      bare: { parts: [workingSetPart(scope)] },
    },
    { refId: INCIDENT_REF.peaks, expr: peaks(scope), mode: 'range', bare: peaksBare(scope) },
    { refId: INCIDENT_REF.budgets, expr: budgets(scope), mode: 'range', bare: budgetsBare(scope) },
    { refId: INCIDENT_REF.node, expr: nodeDetails(scope), mode: 'range' },
  ];
}

const CONTAINER = ['namespace', 'pod', 'container'];
const CGROUP = [...CONTAINER, 'id'];
const REAL = [isNot('container', ''), isNot('container', 'POD')];

/** By instance; the times of the samples come with the events' question about containers, under the same labels. */
function workingSet(scope: NodeScope): string {
  return aggregate('max', nodeSeries(scope, METRIC.containerWorkingSet, REAL), CGROUP);
}

function workingSetPart(scope: NodeScope): BarePart {
  return { ...storedOf(scope), metrics: [METRIC.containerWorkingSet], among: REAL, by: CGROUP };
}

/** When each source of the node's working set was sampled: tells a new sample from an old one that the grid repeats. */
function nodeDetails(scope: NodeScope): string {
  const at = (metric: string, matchers: readonly Matcher[] = []) =>
    aggregate('max', nodeSeries(scope, metric, matchers, sampleTime));
  const swap = or(...[MACHINE_SWAP, SWAP_TOTAL].map((metric) => nodeSeries(scope, metric)));
  return or(
    named('rootAt', at(METRIC.containerWorkingSet, [is('id', '/')])),
    named('resourceAt', at(METRIC.nodeWorkingSet)),
    named('meminfoAt', at(MEM_AVAILABLE)),
    named('memAvailable', aggregate('max', nodeSeries(scope, MEM_AVAILABLE))),
    named('swap', aggregate('max', swap))
  );
}

const MEM_AVAILABLE = 'node_memory_MemAvailable_bytes';
const MACHINE_SWAP = 'machine_swap_bytes';
const SWAP_TOTAL = 'node_memory_SwapTotal_bytes';

/**
 * A cgroup's peak keeps what fell between two scrapes. The pod's own cgroup (no container) outlives its containers. By cgroup:
 * the peak of another instance is no peak of this one.
 */
function peaks(scope: NodeScope): string {
  const both = (part: string, metric: string) => [
    named(part, aggregate('max', nodeSeries(scope, metric, OF_PODS), CGROUP)),
    named(`${part}At`, aggregate('max', nodeSeries(scope, metric, OF_PODS, sampleTime), CGROUP)),
  ];
  const limits = named('limit', aggregate('max', nodeSeries(scope, METRIC.containerMemoryLimit, OF_PODS), CGROUP));
  return or(...both('peak', PEAK), ...both('failures', FAILURES), limits, aboveContainers(scope));
}

const OF_PODS = [isNot('pod', '')];

function peaksBare(scope: NodeScope): Bare {
  const cgroups = { ...storedOf(scope), by: CGROUP };
  const both = (part: string, metric: string): readonly BarePart[] => [
    { ...cgroups, part, metrics: [metric] },
    { ...cgroups, part: `${part}At`, metrics: [metric], what: 'sampleTime' },
  ];
  const limits = { ...cgroups, part: 'limit', metrics: [METRIC.containerMemoryLimit] };
  return { parts: [...both('peak', PEAK), ...both('failures', FAILURES), limits], rest: aboveContainers(scope) };
}

/** What is not of one pod: kubepods as a whole, and cgroups outside. */
function aboveContainers(scope: NodeScope): string {
  const ofKubepods = [matches('id', KUBEPODS_ID)];
  const both = (part: string, metric: string) => [
    named(`${part}Kubepods`, aggregate('max', nodeSeries(scope, metric, ofKubepods))),
    named(`${part}KubepodsAt`, aggregate('max', nodeSeries(scope, metric, ofKubepods, sampleTime))),
  ];
  return or(...both('peak', PEAK), ...both('failures', FAILURES), ...above(scope));
}

/** The cgroups outside Kubernetes that have a limit, for what is below them: few, if any. */
function above(scope: NodeScope): readonly string[] {
  const cgroups = [is('pod', ''), is('container', ''), isNot('id', ''), doesNotMatch('id', '/|.*kubepods.*')];
  const limited = `(${nodeSeries(scope, METRIC.containerMemoryLimit, cgroups)}) > 0`;
  const ofLimited = (wrap?: (bare: string) => string) =>
    aggregate('max', and(nodeSeries(scope, PEAK, cgroups, wrap), limited, ['id']), ['id']);
  return [
    named('limitAbove', aggregate('max', limited, ['id'])),
    named('peakAbove', ofLimited()),
    named('peakAboveAt', ofLimited(sampleTime)),
  ];
}

const PEAK = 'container_memory_max_usage_bytes';
const FAILURES = 'container_memory_failcnt';

function budgets(scope: NodeScope): string {
  // A native sidecar is an init container, with series of its own name.
  const ofBoth = (metric: string, matchers: readonly Matcher[] = []) =>
    withInit(metric).map((name) => kubeNodeSeries(scope, name, matchers));
  const spec = nodeSeries(scope, METRIC.containerMemoryLimit, REAL);
  return or(
    named('limit', aggregate('max', or(...ofBoth(METRIC.containerLimits, OF_MEMORY)), CONTAINER)),
    named('request', aggregate('max', or(...ofBoth(METRIC.containerRequests, OF_MEMORY)), CONTAINER)),
    named('spec', aggregate('max', spec, CONTAINER)),
    named('seen', aggregate('max', or(...ofBoth(METRIC.containerLimits))))
  );
}

const OF_MEMORY = [is('resource', 'memory')];

const withInit = (metric: string): readonly string[] => [
  metric,
  metric.replace('kube_pod_container_', 'kube_pod_init_container_'),
];

function budgetsBare(scope: NodeScope): Bare {
  const ofPods = { ...stored, places: [kubePlace(scope, OF_MEMORY)], by: CONTAINER };
  const limits = withInit(METRIC.containerLimits);
  // Of any resource, where there is none of memory.
  const otherwise = { metrics: limits, places: [kubePlace(scope)] };
  return {
    parts: [
      { ...ofPods, part: 'limit', metrics: limits },
      { ...ofPods, part: 'request', metrics: withInit(METRIC.containerRequests) },
      { ...storedOf(scope), part: 'spec', metrics: [METRIC.containerMemoryLimit], among: REAL, by: CONTAINER },
      { ...ofPods, part: 'seen', metrics: limits, otherwise, by: [] },
    ],
  };
}

function named(part: string, expr: string): string {
  return `label_replace(${expr}, "${PART}", "${part}", "", "")`;
}

function sampleTime(bare: string): string {
  return `timestamp(${bare})`;
}
